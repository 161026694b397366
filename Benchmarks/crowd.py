"""Many more signals than a demo has, cloned from one that came in by real acts: every row that the acts wrote, under new ids."""

WORDS = ["kerb", "bench", "harbour", "lamp", "pipe", "playground", "tram", "library", "canteen", "crossing", "bridge", "market"]


def grow(engine, template, wanted, so_far, initiatives=None, with_record=True, some_wait=True):
    """Brings the clones of the template from `so_far` to `wanted`; numbers are part of every new id and code.

    Each has an initiative of its own, or shares one of so many. Without the record the entries of the acts are left out, which cost most to make.
    One in a hundred waits to be sorted, which only those who work for the city see; its entries tell that it was accepted all the same, so a record that
    is to be verified has none that wait.
    """
    city, signal, initiative = template
    numbers = f"(WITH RECURSIVE numbers (n) AS (SELECT CAST({so_far + 1} AS BIGINT) UNION ALL SELECT n + 1 FROM numbers WHERE n < {wanted}) SELECT n FROM numbers) AS numbers"
    # Multiplying by 7919 modulo a prime spreads the numbers, so that neighbours in time are not neighbours in the indexes of random ids.
    spread = "CAST(100000000000 + (numbers.n * 7919) % 1000003 AS TEXT)"
    word = "CASE numbers.n % 12 " + " ".join(f"WHEN {index} THEN '{word}'" for index, word in enumerate(WORDS)) + " END"
    text = f"'The ' || {word} || ' in our street, number ' || CAST(numbers.n AS TEXT)"
    folded = f"' the ' || {word} || ' in our street number ' || CAST(numbers.n AS TEXT) || ' '"

    def own(column):
        return f"substr({column}, 1, 24) || {spread}"

    def code(letter):
        return f"'KU-' || '{letter}' || CAST(1000000 + numbers.n AS TEXT)"

    own_code = engine.rows(f"SELECT code FROM signal WHERE id = '{signal}'")[0][0]
    acts = ", ".join(f"'{row[0]}'" for row in engine.rows(f"SELECT id FROM act WHERE city = '{city}' AND outcome LIKE '%{signal}%'"))
    shared = f"1 + numbers.n % {initiatives}" if initiatives else "numbers.n"
    signals = {"signal": own("'" + signal + "'"), "initiative": f"substr('{initiative}', 1, 24) || CAST(100000000000 + (({shared}) * 7919) % 1000003 AS TEXT)"}
    own_initiative = own("'" + initiative + "'")
    earlier = "- (numbers.n % 100000) * 60000"
    waits = "numbers.n % 100 = 0" if some_wait else "FALSE"
    tables = [
        ("initiative", f"id = '{initiative}'", {"id": own_initiative, "code": code("I"), "title": text, "started_at": f"started_at {earlier}", "moved_at": f"moved_at {earlier}"}),
        ("signal", f"id = '{signal}'", {
            "id": signals["signal"], "initiative": signals["initiative"], "code": code("S"), "text": text, "created_at": f"created_at {earlier}",
            "state": f"CASE WHEN {waits} THEN 'new' ELSE state END", "is_public": f"CASE WHEN {waits} THEN FALSE ELSE is_public END"}),
        ("signal_contact", f"signal = '{signal}'", {"signal": signals["signal"], "tracking": "tracking || CAST(numbers.n AS TEXT)"}),
        ("stage", f"object_id = '{signal}'", {"id": own("id"), "object_id": signals["signal"], "object_code": code("S"), "initiative": signals["initiative"], "entered_at": f"entered_at {earlier}"}),
        ("opening", f"entry IN (SELECT id FROM entry WHERE object_id = '{signal}')", {"entry": own("entry")}),
        ("act", f"id IN ({acts})", {"id": own("id"), "outcome": f"replace(outcome, '{signal}', {signals['signal']})"}),
        ("entry", f"object_id = '{signal}'", {"id": own("id"), "object_id": signals["signal"], "object_code": code("S"), "initiative": signals["initiative"], "position": "NULL",
                                                       "body": f"replace(body, 'signal/{own_code}', 'signal/' || {code('S')})"}),
    ]
    document = {"id": signals["signal"], "code": code("S"), "initiative": signals["initiative"], "title": text, "title_words": folded, "at": f"at {earlier}"}
    if engine.name == "SQLite":
        base = int(engine.rows("SELECT max(number) FROM search_document")[0][0])
        document["number"] = f"{base - so_far} + numbers.n"
    else:
        document["words"] = f"array_to_tsvector(string_to_array(trim({folded}) || ' ' || (SELECT string_agg(lexeme, ' ') FROM unnest(search_document.words) WHERE lexeme LIKE '§%'), ' '))"
    tables.append(("search_document", f"id = '{signal}'", document))

    if not with_record:
        tables = [line for line in tables if line[0] not in ("opening", "act", "entry")]
    statements = []
    for table, condition, changed in tables:
        those = f"(SELECT n FROM {numbers} WHERE n <= {initiatives}) AS numbers" if initiatives and table == "initiative" else numbers
        columns = columns_of(engine, table)
        values = ", ".join(changed.get(column, f"{table}.{column}") for column in columns)
        # Apart from the table itself, so that no engine looks for the few rows again for each number.
        statements.append(f"CREATE TEMPORARY TABLE template_{table} AS SELECT * FROM {table} WHERE city = '{city}' AND {condition}")
        statements.append(f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {those} CROSS JOIN template_{table} AS {table}")
        statements.append(f"DROP TABLE template_{table}")
    for letter in "IS":
        statements.append(f"INSERT INTO public_code (city, code) SELECT '{city}', {code(letter)} FROM {numbers}")
    if engine.name == "SQLite":
        statements.append(
            f"INSERT INTO search_index (rowid, title_words, body_words, marks) SELECT number, title_words, body_words, marks FROM search_document WHERE number > {base}")
    engine.run(statements)
    engine.settle()


def people(engine, city, wanted):
    """So many residents beside those of the living city."""
    numbers = f"(WITH RECURSIVE numbers (n) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT n + 1 FROM numbers WHERE n < {wanted}) SELECT n FROM numbers) AS numbers"
    engine.run([f"""
        INSERT INTO person (city, id, email, display_name, language, state, created_at)
        SELECT '{city}', 'crowd-' || CAST((numbers.n * 7919) % 1000003 AS TEXT), 'crowd-' || CAST(numbers.n AS TEXT) || '@mail.example', 'Crowd ' || CAST(numbers.n AS TEXT), 'en', 'active', 1773302400000
        FROM {numbers}"""])


def columns_of(engine, table):
    if engine.name == "SQLite":
        return [row[1] for row in engine.rows(f"PRAGMA table_info({table})")]
    return [row[0] for row in engine.rows(f"SELECT column_name FROM information_schema.columns WHERE table_name = '{table}' ORDER BY ordinal_position")]


def template(engine):
    """An accepted signal of the living city that is all its initiative consists of."""
    return engine.rows("""
        SELECT signal.city, signal.id, signal.initiative FROM signal JOIN city ON city.id = signal.city
        WHERE city.slug = 'kuusila' AND signal.state = 'accepted'
        AND NOT EXISTS (SELECT 1 FROM problem WHERE problem.initiative = signal.initiative) ORDER BY signal.created_at DESC LIMIT 1""")[0]
