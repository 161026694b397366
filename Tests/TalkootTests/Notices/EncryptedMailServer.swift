internal import Foundation

/// A mail server with STARTTLS and a password, made of what Debian's python3 and openssl bring along. It ends when it is stopped or this process ends.
final class EncryptedMailServer {
    /// Why there is none here, or nil.
    static let reasonMissing: String? = {
        let missing = [python, openssl].filter { !FileManager.default.isExecutableFile(atPath: $0) }
        return missing.isEmpty ? nil : "there is no \(missing.joined(separator: " and no "))"
    }()
    private static let python = "/usr/bin/python3"
    private static let openssl = "/usr/bin/openssl"

    let address: String
    /// The certificate to trust.
    let authorities: String
    private let process = Process()
    private let leash = Pipe()
    private let words = Pipe()

    init(user: String, password: String) throws {
        let folder = try TestFolder.fresh()
        authorities = "\(folder)/certificate.pem"
        let request = Process()
        request.executableURL = URL(fileURLWithPath: Self.openssl)
        request.arguments = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                             "-addext", "subjectAltName=DNS:localhost", "-keyout", "\(folder)/key.pem", "-out", authorities]
        request.standardError = FileHandle.nullDevice
        try request.run()
        request.waitUntilExit()
        process.executableURL = URL(fileURLWithPath: Self.python)
        process.arguments = ["-c", Self.program, authorities, "\(folder)/key.pem", user, password]
        process.standardInput = leash
        process.standardOutput = words
        try process.run()
        var port: [UInt8] = []
        while let byte = try words.fileHandleForReading.read(upToCount: 1)?.first, byte != 10 { port.append(byte) }
        address = "smtp://localhost:\(String(decoding: port, as: UTF8.self))"
    }

    /// Ends it and gives what it heard, line by line; what came encrypted begins with `*`.
    func stop() throws -> [String] {
        try leash.fileHandleForWriting.close()
        let heard = try words.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: heard, as: UTF8.self).components(separatedBy: "\n")
    }

    private static let program = """
        import base64, os, socket, ssl, sys, threading
        certificate, key, user, password = sys.argv[1:5]
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        secret = base64.b64encode(("\\0" + user + "\\0" + password).encode()).decode()
        server = socket.create_server(("127.0.0.1", 0))

        def talk(connection, mark=" ", known=False):
            lines = connection.makefile("rb")
            say = lambda text: connection.sendall((text + "\\r\\n").encode())
            if mark == " ":
                say("220 here")
            for raw in lines:
                line = raw.decode().rstrip("\\r\\n")
                print(mark + line, flush=True)
                word = line[:4].upper()
                if word == "EHLO":
                    say("250-here\\r\\n250 " + ("AUTH PLAIN" if mark == "*" else "STARTTLS"))
                elif word == "STAR":
                    say("220 go on")
                    return talk(context.wrap_socket(connection, server_side=True), "*")
                elif word == "AUTH":
                    say("334 ")
                    known = mark == "*" and lines.readline().decode().strip() == secret
                    say("235 welcome" if known else "535 no")
                elif word == "MAIL" and not known:
                    say("530 who are you")
                elif word == "DATA":
                    say("354 go on")
                    while lines.readline().rstrip(b"\\r\\n") != b".":
                        pass
                    say("250 kept")
                elif word == "QUIT":
                    return say("221 bye")
                else:
                    say("250 fine")

        def serve():
            while True:
                connection, _ = server.accept()
                try:
                    talk(connection)
                except (OSError, ValueError) as problem:
                    print(" ended: " + type(problem).__name__, flush=True)
                connection.close()

        print(server.getsockname()[1], flush=True)
        threading.Thread(target=serve, daemon=True).start()
        sys.stdin.read()
        sys.stdout.flush()
        os._exit(0)
        """
}
