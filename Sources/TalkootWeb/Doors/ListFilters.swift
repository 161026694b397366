import Storage
import Talkoot

extension Visit {
    /// The filters of a list as its sentence, `list.<room>.filter`.
    func filter(_ room: String, _ gaps: [FilterSentence.Gap]) -> HTML {
        FilterSentence(words: words, action: Address(path: "/\(city.slug)/\(room)"), sentence: "list.\(room).filter", gaps: gaps).html
    }
    /// One of the values that a column of the list can have; empty for all.
    func gap<Value: RawRepresentable<String> & CaseIterable>(_ name: String, _ chosen: Value?, _ values: [Value] = Array(Value.allCases), _ label: (Value) -> String) -> FilterSentence.Gap {
        .init(name: name, label: words("filter.\(name)"), options: [.init("", words("filter.any.\(name)"))] + values.map { .init($0.rawValue, label($0)) }, chosen: chosen?.rawValue ?? "")
    }
    func departmentGap(_ chosen: Department?) -> FilterSentence.Gap {
        .init(name: "department", label: words("filter.department"), options: [.init("", words("filter.any.department"))] + names.departments.map { .init($0.slug, $0.name) }, chosen: chosen?.slug ?? "")
    }
    func districtGap(_ chosen: DistrictName?) -> FilterSentence.Gap {
        .init(name: "district", label: words("filter.district"), options: [.init("", words("filter.any.district"))] + names.districts.map { .init($0.slug, $0.name) }, chosen: chosen?.slug ?? "")
    }
    /// What the address asks for, where it is a known value.
    func asked<Value: RawRepresentable<String>>(_ name: String, _ type: Value.Type = Value.self) -> Value? { ask.query[name].flatMap(Value.init(rawValue:)) }
}
