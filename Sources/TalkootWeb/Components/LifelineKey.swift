/// What the marks of a lifeline mean.
struct LifelineKey: Component {
    var words: Words

    var html: HTML {
        """
        <p class="ll-key"><span><svg viewBox="0 0 36 16" aria-hidden="true">\
        <path d="M0 8h36" stroke="var(--edge)" stroke-width="2" stroke-dasharray="2 3"/></svg>\(words("lifeline.key.promised"))</span>\
        <span><svg viewBox="0 0 36 16" aria-hidden="true"><path class="ll-s" d="M0 3C12 3 12 14 18 14S24 3 36 3Z"/>\
        <path class="ll-t late" d="M0 3C12 3 12 14 18 14S24 3 36 3"/></svg>\(words("lifeline.key.happened"))</span>\
        <span><svg viewBox="0 0 36 16" aria-hidden="true"><path class="ll-t pause" d="M2 8h34"/></svg>\
        \(words("lifeline.key.paused"))</span>\
        <span><svg viewBox="0 0 36 16" aria-hidden="true"><path d="M18 1l7 7-7 7-7-7Z" fill="var(--pine)"/></svg>\
        \(words("lifeline.key.gate"))</span></p>
        """
    }
}
