/* The work with libgd, whose functions are looked up by name. */
#include "picture.h"
#include <dlfcn.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* The head of libgd's picture; its size is read through macros there, which stay as they are within libgd.so.3. */
typedef struct { unsigned char **pixels; int width, height; } gd_picture;

static struct {
    gd_picture *(*from_jpeg)(int, void *, int), *(*from_png)(int, void *), *(*from_webp)(int, void *), *(*create)(int, int);
    void (*destroy)(gd_picture *), (*blend)(gd_picture *, int), (*save_alpha)(gd_picture *, int);
    void (*fill)(gd_picture *, int, int, int, int, int), (*set)(gd_picture *, int, int, int);
    void (*resample)(gd_picture *, gd_picture *, int, int, int, int, int, int, int, int);
    int (*get)(gd_picture *, int, int), (*to_true_colour)(gd_picture *);
    void *(*to_jpeg)(gd_picture *, int *, int), *(*to_png)(gd_picture *, int *);
    void (*hear)(void (*)(int, const char *, va_list));
} gd;

/* libjpeg fills what is missing of a picture with grey and only says so. */
static int is_cut_off;
static void hear(int weight, const char *format, va_list values) {
    (void)weight;
    char said[200];
    vsnprintf(said, sizeof said, format, values);
    if (strstr(said, "Premature end")) is_cut_off = 1;
}

static int find(void *library, const char *name, void *place) {
    void *function = dlsym(library, name);
    memcpy(place, &function, sizeof function);
    return function != NULL;
}

int picture_prepare(void) {
    void *library = dlopen("libgd.so.3", RTLD_NOW);
    if (!library) library = dlopen("libgd.dylib", RTLD_NOW);
    if (!library) return PICTURE_NO_LIBRARY;
    int all = find(library, "gdImageCreateFromJpegPtrEx", &gd.from_jpeg) && find(library, "gdImageCreateFromPngPtr", &gd.from_png)
        && find(library, "gdImageCreateFromWebpPtr", &gd.from_webp) && find(library, "gdImageCreateTrueColor", &gd.create)
        && find(library, "gdImageDestroy", &gd.destroy) && find(library, "gdImageAlphaBlending", &gd.blend)
        && find(library, "gdImageSaveAlpha", &gd.save_alpha) && find(library, "gdImageFilledRectangle", &gd.fill)
        && find(library, "gdImageSetPixel", &gd.set) && find(library, "gdImageGetTrueColorPixel", &gd.get)
        && find(library, "gdImageCopyResampled", &gd.resample) && find(library, "gdImagePaletteToTrueColor", &gd.to_true_colour)
        && find(library, "gdImageJpegPtr", &gd.to_jpeg) && find(library, "gdImagePngPtr", &gd.to_png)
        && find(library, "gdSetErrorMethod", &gd.hear);
    if (all) gd.hear(hear);
    return all ? PICTURE_GOOD : PICTURE_NO_LIBRARY;
}

static gd_picture *decode(const unsigned char *bytes, int length, int format) {
    void *source = (void *)bytes;
    switch (format) {
    case PICTURE_JPEG: return gd.from_jpeg(length, source, 0); /* 0: it says what is wrong */
    case PICTURE_PNG: return gd.from_png(length, source);
    case PICTURE_WEBP: return gd.from_webp(length, source);
    default: return NULL;
    }
}

static int shorter(int side, int longest, int most) {
    long scaled = longest > most ? ((long)side * most + longest / 2) / longest : side;
    return scaled < 1 ? 1 : (int)scaled;
}

/* A new picture of at most so many pixels a side, transparent where the old one is, or on white. */
static gd_picture *scaled(gd_picture *from, int most, int keeps_alpha) {
    int longest = from->width > from->height ? from->width : from->height;
    int width = shorter(from->width, longest, most), height = shorter(from->height, longest, most);
    gd_picture *to = gd.create(width, height);
    if (!to) return NULL;
    gd.blend(to, 0);
    gd.fill(to, 0, 0, width - 1, height - 1, keeps_alpha ? 0x7fffffff : 0x00ffffff);
    gd.blend(to, !keeps_alpha);
    gd.save_alpha(to, keeps_alpha);
    gd.resample(to, from, 0, 0, 0, 0, width, height, from->width, from->height);
    return to;
}

/* The eight ways of EXIF to hold a camera. */
static gd_picture *upright(gd_picture *from, int orientation) {
    int width = from->width, height = from->height, is_turned = orientation >= 5;
    gd_picture *to = gd.create(is_turned ? height : width, is_turned ? width : height);
    if (!to) return NULL;
    gd.blend(to, 0);
    gd.save_alpha(to, 1);
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++) {
            int right = width - 1 - x, below = height - 1 - y, u = x, v = y;
            switch (orientation) {
            case 2: u = right; break;
            case 3: u = right; v = below; break;
            case 4: v = below; break;
            case 5: u = y; v = x; break;
            case 6: u = below; v = x; break;
            case 7: u = below; v = right; break;
            case 8: u = y; v = right; break;
            }
            gd.set(to, u, v, gd.get(from, x, y));
        }
    gd.destroy(from);
    return to;
}

static int print(gd_picture *from, int as_png, picture_print *print) {
    print->is_png = as_png;
    print->width = from->width;
    print->height = from->height;
    print->bytes = as_png ? gd.to_png(from, &print->length) : gd.to_jpeg(from, &print->length, 85);
    return print->bytes != NULL;
}

/* The whole picture on white; where it may stay a PNG and is small enough, that instead. */
static int whole(gd_picture *from, int keeps_png, int most_bytes, picture_print *result) {
    if (keeps_png && print(from, 1, result) && result->length <= most_bytes) return 1;
    gd_picture *on_white = scaled(from, 2560, 0);
    return on_white && print(on_white, 0, result);
}

int picture_develop(const unsigned char *bytes, int length, int format, int orientation, int keeps_png, int most_bytes, picture_print prints[3]) {
    gd_picture *raw = decode(bytes, length, format);
    if (!raw || is_cut_off || !gd.to_true_colour(raw)) return PICTURE_UNREADABLE;
    gd_picture *picture = scaled(raw, 2560, 1);
    gd.destroy(raw);
    if (picture && orientation >= 2 && orientation <= 8) picture = upright(picture, orientation);
    if (!picture || !whole(picture, keeps_png, most_bytes, &prints[0])) return PICTURE_UNREADABLE;
    gd_picture *large = scaled(picture, 960, 0), *small = scaled(picture, 320, 0);
    return large && small && print(large, 0, &prints[1]) && print(small, 0, &prints[2]) ? PICTURE_GOOD : PICTURE_UNREADABLE;
}
