import Talkoot

/// The files of an object on its page: pictures with what they show, documents as downloads.
struct FileFigures: Component {
    let files: [Attachment]
    private let home: any FileHome
    private let visit: Visit
    /// Whether files may leave the object at this time.
    private let isOpen: Bool

    init(_ files: [Attachment], of home: any FileHome, isOpen: Bool = true, _ visit: Visit) {
        self.files = files
        self.home = home
        self.visit = visit
        self.isOpen = isOpen
    }

    var html: HTML {
        let pictures = files.filter(\.type.isPicture), documents = files.filter { !$0.type.isPicture }
        let list: HTML? = documents.isEmpty ? nil : "<ul>\(documents.map(document))</ul>"
        return "\(if: !pictures.isEmpty, "<div class=\"files\">\(pictures.map(picture))</div>" as HTML)\(list)"
    }

    private func picture(_ file: Attachment) -> HTML {
        let shown = file.alternative.isEmpty ? visit.words("files.noAlternative") : file.alternative
        let (width, height) = Self.fitted(file.width ?? 4, file.height ?? 3)
        return """
            <figure><a href="\(visit.address(of: file))"><img src="\(visit.address(of: file, .large))" alt="\(shown)" width="\(width)" height="\(height)" loading="lazy"></a>\
            <figcaption class="meta">\(shown) \(removal(file))</figcaption></figure>
            """
    }
    private func document(_ file: Attachment) -> HTML {
        "<li><a href=\"\(visit.address(of: file))\" download>\(file.name)</a> <span class=\"meta\">PDF, \(visit.size(file.size))</span> \(removal(file))</li>"
    }
    private func removal(_ file: Attachment) -> HTML? {
        isOpen && RemoveAttachment.mayRemove(file, of: home, visit.standing) ? "<a href=\"\(visit.form(RemoveAttachment.name).asking("on", file.id.rawValue))\">\(visit.words("files.remove"))</a>" : nil
    }

    /// In a list: at most 120 pixels wide and 90 high, with what it shows.
    static func small(_ file: Attachment, _ visit: Visit) -> HTML {
        let (width, height) = fitted(file.width ?? 4, file.height ?? 3, into: (120, 90))
        return "<img src=\"\(visit.address(of: file, .small))\" alt=\"\(file.alternative.isEmpty ? visit.words("files.noAlternative") : file.alternative)\" width=\"\(width)\" height=\"\(height)\" loading=\"lazy\">"
    }

    /// As it is shown, so that the page does not jump when it comes: at most 480 pixels wide and 360 high.
    static func fitted(_ width: Int, _ height: Int, into most: (width: Double, height: Double) = (480, 360)) -> (width: Int, height: Int) {
        let share = min(1, most.width / Double(width), most.height / Double(height))
        return (max(Int(Double(width) * share), 1), max(Int(Double(height) * share), 1))
    }
}
