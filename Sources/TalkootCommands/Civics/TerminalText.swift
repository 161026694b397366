/// Names and texts are written by strangers; control characters could rewrite the reader's terminal.
func visible(_ text: String) -> String {
    var visible = ""
    for scalar in text.unicodeScalars {
        let hidden = scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
        visible.unicodeScalars.append(hidden ? " " : scalar)
    }
    return visible
}
