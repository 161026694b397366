#ifndef TALKOOT_PICTURE_H
#define TALKOOT_PICTURE_H

/* Decodes one picture and encodes it anew with libgd, in a process of its own that may do nothing else.
   libgd is looked for while it runs, so that a machine without it lacks pictures and nothing more. */

enum { PICTURE_JPEG = 1, PICTURE_PNG = 2, PICTURE_WEBP = 3 };

/* What goes wrong, as exit codes of the process. */
enum { PICTURE_GOOD = 0, PICTURE_UNREADABLE = 3, PICTURE_NO_LIBRARY = 4, PICTURE_UNCONFINED = 5 };

typedef struct {
    int is_png;
    int width;
    int height;
    int length;
    unsigned char *bytes; /* owned by libgd; the process ends before anybody would free it */
} picture_print;

/* An empty file that only this process and its children know, or -1. It is nowhere in the file system. */
int picture_nameless_file(void);

/* Finds libgd. To be called before picture_confine, after which nothing can be opened. */
int picture_prepare(void);

/* From here on: at most so much memory and time, and on Linux no system call but those that reading, writing and memory need. */
int picture_confine(unsigned long memory_bytes, unsigned seconds);

/* Three pictures from one, upright, with nothing beside the pixels: at most 2 560, 960 and 320 pixels on the longer side.
   The first is a PNG where keeps_png is set and it fits in most_bytes, everything else a JPEG on white.
   orientation is the number of EXIF, 1 to 8. */
int picture_develop(const unsigned char *bytes, int length, int format, int orientation, int keeps_png, int most_bytes, picture_print prints[3]);

#endif
