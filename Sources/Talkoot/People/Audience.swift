/// With whom a reader shares what stands on a page, so that it need not be drawn for each of them.
public enum Audience: Sendable {
    /// The reader sees no more of it than the public.
    case everybody
    /// The reader sees what all who work for the city see, and nothing of it depends on who of them asks.
    case staff
    /// Something of it is open to this reader and not to the others.
    case reader
}
