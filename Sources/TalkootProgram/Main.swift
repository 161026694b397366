import Hummingbird
import ArgumentParser
import Crypto
import Storage
@main struct Main { static func main() {} }
