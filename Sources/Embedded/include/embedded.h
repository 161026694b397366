#ifndef EMBEDDED_H
#define EMBEDDED_H

#include <stddef.h>

/* A file that is part of the program, by its path below the repository. */
typedef struct {
    const char *_Nonnull name;
    const unsigned char *_Nonnull bytes;
    ptrdiff_t size;
} embedded_file;

/* The table of all files; writes how many there are. */
const embedded_file *_Nonnull embedded_files(ptrdiff_t *_Nonnull count);

#endif
