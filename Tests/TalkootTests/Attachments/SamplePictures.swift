import Foundation

/// Small pictures as a telephone makes them: the left half red, the right half blue, with words and a place hidden in them.
/// The JPEG says that the camera was held upright (orientation 6). All were drawn for these tests.
enum SamplePictures {
    static let jpeg = bytes("""
            /9j/4AAQSkZJRgABAQAAAQABAAD/4QCwRXhpZgAATU0AKgAAAAgAAwEOAAIAAAAQAAAAMgESAAMAAAABAAYAAIglAAQAAAABAAAAQgAAAABMaWlzYSdzIGtpdGNoZW4AAAQAAQACAAAAAk4AAAAAAg\
            AFAAAAAwAAAHgAAwACAAAAAkUAAAAABAAFAAAAAwAAAJAAAAAAAAAAPAAAAAEAAAA5AAAAAQAAAAMAAAABAAAAGQAAAAEAAAABAAAAAQAAAAIAAAAB//4AD3Rha2VuIGF0IGhvbWX/2wBDAAoHBwgH\
            BgoICAgLCgoLDhgQDg0NDh0VFhEYIx8lJCIfIiEmKzcvJik0KSEiMEExNDk7Pj4+JS5ESUM8SDc9Pjv/2wBDAQoLCw4NDhwQEBw7KCIoOzs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Oz\
            s7Ozs7Ozs7Ozs7Ozs7Ozv/wAARCAAYADADASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEI\
            I0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1N\
            XW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAECAxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAV\
            YnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4u\
            Pk5ebn6Onq8vP09fb3+Pn6/9oADAMBAAIRAxEAPwDmaKKK8g/RArGrZrGr63hn/l7/ANu/qfL8Q/8ALr5/oFFFFfXHzBs0UUV+SH6eFY1FFfW8M/8AL3/t39T5fiH/AJdfP9Aooor64+YP/9k=
            """)
    static let png = bytes("""
            iVBORw0KGgoAAAANSUhEUgAAADAAAAAYCAIAAAAzn+mLAAAAFXRFWHRDb21tZW50AHRha2VuIGF0IGhvbWV2YxoJAAAALGlUWHRYTUw6Y29tLmFkb2JlLnhtcAAAAAAAPHg+TGlpc2EncyBraXRjaG\
            VuPC94Pkr8/6wAAAA+SURBVHic7c5BEQAgDMTAFiGVhcgqQRYS8rlnVkAm/WYq4dZGOidSCXKIOEQcIg4Rh4hDxCHiEHGIOEQcIh9wKgI03vu6CQAAAABJRU5ErkJggg==
            """)
    static let webp = bytes("""
            UklGRhoBAABXRUJQVlA4WAoAAAAIAAAALwAAFwAAVlA4IEwAAACQAwCdASowABgAPp1CmkglpCKhMAgAsBOJQBnM8D8gAPK96y0AAP7tTd/mnXb8//z0zwF2B9jOh/7Imv3Jbfgf5sDevIhgkHAAAA\
            AARVhJRqgAAABNTQAqAAAACAADAQ4AAgAAABAAAAAyARIAAwAAAAEABgAAiCUABAAAAAEAAABCAAAAAExpaXNhJ3Mga2l0Y2hlbgAABAABAAIAAAACTgAAAAACAAUAAAADAAAAeAADAAIAAAACRQAA\
            AAAEAAUAAAADAAAAkAAAAAAAAAA8AAAAAQAAADkAAAABAAAAAwAAAAEAAAAZAAAAAQAAAAEAAAABAAAAAgAAAAE=
            """)
    /// Words that stand in all three, and must be gone.
    static let secrets = ["Liisa", "kitchen", "taken at home", "Exif", "adobe"]

    static let pdf = Array("%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n".utf8)

    private static func bytes(_ text: String) -> [UInt8] { Data(base64Encoded: text).map { [UInt8]($0) } ?? [] }
}
