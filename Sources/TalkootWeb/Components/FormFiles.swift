import Talkoot

extension FormState {
    /// Files to send along. Those that came before are kept under their names, and leave when their box is cleared:
    /// a browser cannot fill a file field again.
    func files(_ name: String, _ label: String, hint: String?, picturesOnly: Bool, _ visit: Visit, _ kept: [Attachment]) -> HTML {
        let accept = FileType.allCases.filter { $0.isPicture || !picturesOnly }.map(\.mediaType).joined(separator: ",")
        let boxes: [HTML] = kept.map { file in
            let (width, height) = FileFigures.fitted(file.width ?? 4, file.height ?? 3, into: (120, 90))
            let picture: HTML? = file.type.isPicture ? "<img src=\"\(visit.address(of: file, .small))\" alt=\"\" width=\"\(width)\" height=\"\(height)\">" : nil
            let id = "\(Self.id(name))-\(file.id)"
            return """
                <div class="choice"><input type="checkbox" name="\(name)" id="\(id)" value="\(file.id.rawValue)" checked>\
                <div><label for="\(id)">\(visit.words("files.keep", ["name": .text(file.name), "size": .text(visit.size(file.size))]))</label>\(picture)</div></div>
                """
        }
        let chooser = field(name, FieldText(label: label, hint: hint, isOptional: true)) { common in
            "<input\(common) type=\"file\" multiple accept=\"\(accept)\">"
        }
        return "\(chooser)\(boxes)"
    }

    /// A place: typed as coordinates, clicked on the map of the districts, or taken from the device where its holder asks for it.
    /// The map is passed over by the keyboard, whose way is the field above it.
    func point(_ name: String, _ label: String, hint: String?, optional: Bool, _ visit: Visit, _ map: PointMap?) -> HTML {
        let base: Address = "/\(visit.city.slug)/map.svg"
        let picture: HTML? = map.map { map in
            let source = value(name).isEmpty ? base : base.asking("at", value(name))
            return """
                <p class="push"><input type="image" name="\(name)" src="\(source)" alt="\(words("point.map"))" width="288" height="\(map.height)" \
                data-point="\(Self.id(name))" data-scale="\(map.scale)" tabindex="-1" formnovalidate></p>
                """
        }
        let own: HTML = """
            <p><button type="button" class="btn btn-2" hidden data-locate="\(Self.id(name))" data-refused="\(words("point.refused"))">\(words("point.here"))</button> <span role="status"></span></p>
            """
        let typed = field(name, FieldText(label: label, hint: hint, isOptional: optional)) { common in
            "<input\(common) type=\"text\" class=\"w-m\" autocomplete=\"off\" value=\"\(value(name))\">"
        }
        return "\(typed)\(picture)\(own)"
    }
}

extension Visit {
    func address(of file: Attachment, _ print: Darkroom.Print = .whole) -> Address {
        print == .whole ? "/\(city.slug)/files/\(file.id.rawValue)" : "/\(city.slug)/files/\(file.id.rawValue)/\(print.rawValue)"
    }
    /// In kilobytes or megabytes.
    func size(_ bytes: Int) -> String {
        bytes < 1_000_000 ? words("files.kilobytes", ["count": .number(max(bytes / 1_000, 1))]) : words("files.megabytes", ["count": .number(bytes / 1_000_000)])
    }
}
