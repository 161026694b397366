"""Hot spots among a million signals, on both databases: `python3 Benchmarks/spots.py PROGRAM [--rows 1000000]`.

Signals are clones of one that came in by real acts, spread over the districts (or none), eleven categories (or none) and 500 000 minutes.
The whole page is asked for, drawn anew each time.
"""
import crowd
import waiting

CATEGORIES = ["Potholes", "Lighting", "Noise", "Waste", "Parks", "Water", "Traffic", "Schools", "Snow", "Graffiti", "Buses", ""]


def fill(engine, count):
    """Clones of one public signal, with districts and categories by their number; some have none."""
    city, signal, _ = crowd.template(engine)
    districts = [row[0] for row in engine.rows(f"SELECT id FROM district WHERE city = '{city}' ORDER BY id")]
    choice = f"CASE (numbers.n / 7) % {len(districts) + 1} " + " ".join(f"WHEN {index} THEN '{name}'" for index, name in enumerate(districts)) + " END"
    category = f"CASE numbers.n % {len(CATEGORIES)} " + " ".join(f"WHEN {index} THEN '{name}'" for index, name in enumerate(CATEGORIES)) + " END"
    changed = {
        "id": "'bench-' || CAST(numbers.n AS TEXT)", "code": "'KU-B' || CAST(numbers.n AS TEXT)", "district": choice, "category": category, "origin": "NULL",
        "created_at": "created_at - (numbers.n % 500000) * 60000",
    }
    columns = crowd.columns_of(engine, "signal")
    values = ", ".join(changed.get(column, f"template.{column}") for column in columns)
    numbers = f"(WITH RECURSIVE numbers (n) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT n + 1 FROM numbers WHERE n < {count}) SELECT n FROM numbers) AS numbers"
    engine.run([
        f"CREATE TEMPORARY TABLE template AS SELECT * FROM signal WHERE city = '{city}' AND id = '{signal}'",
        f"INSERT INTO signal ({', '.join(columns)}) SELECT {values} FROM {numbers} CROSS JOIN template",
        # The same sum as the step of the database makes that began to keep it.
        f"DELETE FROM signal_spot_count WHERE city = '{city}'",
        f"""INSERT INTO signal_spot_count (city, district, category, day, count) SELECT city, COALESCE(district, ''), category, created_at / 86400000, count(*)
            FROM signal WHERE city = '{city}' AND is_public GROUP BY city, COALESCE(district, ''), category, created_at / 86400000""",
    ])
    engine.settle()


def ask(server, count):
    times = []
    for number in range(count):
        # With a language in its address a page is drawn anew each time, never taken from the kept ones.
        page, took = waiting.timed(lambda: server.get(f"/kuusila/hotspots?lang=en&days={[30, 90, 365][number % 3]}"))
        assert "Potholes" in page
        times.append(took)
    return times, ""


if __name__ == "__main__":
    waiting.measure(__doc__, "hot spots", 300, 60, fill, ask)
