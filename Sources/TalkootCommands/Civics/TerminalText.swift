import Foundation

/// Names and texts are written by strangers; control characters could rewrite the reader's terminal.
func visible(_ text: String) -> String {
    var visible = ""
    for scalar in text.unicodeScalars {
        let hidden = scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
        visible.unicodeScalars.append(hidden ? " " : scalar)
    }
    return visible
}

/// Tells whoever watches a long computation how far it is; silent where nobody sits at a terminal.
func tellProgress(_ sentence: String) {
    if isatty(STDERR_FILENO) == 1 { printError(visible(sentence)) }
}
