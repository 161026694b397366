#ifndef EMBEDDED_H
#define EMBEDDED_H

#include <stddef.h>

/* A file that is part of the program. `version` is the start of its SHA-256 in hexadecimal. */
typedef struct {
    const char *_Nonnull name;
    const char *_Nonnull version;
    const unsigned char *_Nonnull bytes;
    ptrdiff_t size;
} embedded_file;

/* The table of all files; writes how many there are. */
const embedded_file *_Nonnull embedded_files(ptrdiff_t *_Nonnull count);

#endif
