#ifndef TALKOOT_CSQLITE_SHIM_H
#define TALKOOT_CSQLITE_SHIM_H

#include <sqlite3.h>

// SQLITE_TRANSIENT is a cast of -1, which Swift does not import. A null pointer would bind NULL, so empty values get a place of their own.
static inline int csqlite_bind_text(sqlite3_stmt *statement, int place, const char *text, sqlite3_uint64 length) {
    return sqlite3_bind_text64(statement, place, text ? text : "", length, SQLITE_TRANSIENT, SQLITE_UTF8);
}

static inline int csqlite_bind_bytes(sqlite3_stmt *statement, int place, const void *bytes, sqlite3_uint64 length) {
    return sqlite3_bind_blob64(statement, place, bytes ? bytes : "", length, SQLITE_TRANSIENT);
}

// Before the first connection. Counting every allocation under one lock for all threads is of use to nobody here; each connection
// belongs to one thread. A variable number of arguments, which Swift does not import.
static inline int csqlite_configure(void) {
    int multithread = sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    int memory = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    return multithread != SQLITE_OK ? multithread : memory;
}

// Small allocations of a connection come from a block of its own.
static inline int csqlite_keep_small_blocks(sqlite3 *connection, int size, int count) {
    return sqlite3_db_config(connection, SQLITE_DBCONFIG_LOOKASIDE, (void *)0, size, count);
}

#endif
