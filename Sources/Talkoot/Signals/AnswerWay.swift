public import Storage

/// How somebody who did not come by this site wants to hear the answer.
public enum AnswerWay: String, CaseIterable, Sendable, SQLBindable {
    case email, message, letter, phone
    /// The code that the sender was given is all that there is.
    case none

    /// Told by a person of the city: no letter goes out by itself, so it waits on the desk until somebody ticks it off.
    public var isByHand: Bool { self == .message || self == .letter || self == .phone }

    /// What is wrong with an address for this way, or nil.
    func fault(of contact: String?) -> String? {
        let contact = contact ?? ""
        switch self {
        case .none: return contact.isEmpty ? nil : "problem.contactUnused"
        case .email: return EmailAddress(contact) == nil ? "problem.email" : nil
        case .letter: return contact.count < 10 ? "problem.contactAddress" : nil
        case .message, .phone: return contact.count { $0.isASCII && $0.isNumber } < 5 ? "problem.contactNumber" : nil
        }
    }
}
