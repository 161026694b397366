/// The version of this program, as the package and the backups name it.
public enum Version {
    public static let current = "0.3.0"
}
