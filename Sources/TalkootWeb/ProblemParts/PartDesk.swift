import Talkoot

/// On the desk: what around a problem waits for the reader's yes, answer or decision.
struct PartDesk: Component {
    let html: HTML
    init(_ tasks: [PartTask], _ visit: Visit) {
        let rows: [HTML] = tasks.map { task in
            "<li><div><h3><a href=\"\(visit.address(of: task.object))\">\(task.title)</a></h3><p class=\"meta\">\(visit.words("kind.\(task.object.kind)")) \(task.object.code.rawValue)</p></div><div><a href=\"\(visit.form(task.act, on: task.object.code))\">\(visit.words("act.\(task.act).title"))</a></div></li>"
        }
        html = rows.isEmpty ? HTML() : Section("around", visit.words("part.waiting"), "<ul class=\"rows rows-2\">\(rows)</ul>").html
    }
}
