#include "qr.h"
#include <dlfcn.h>
#include <stddef.h>

/* The head of libqrencode's code, as it stays within libqrencode.so.4. */
typedef struct { int version, width; unsigned char *data; } qr_code;
enum { MEDIUM_CORRECTION = 1 };

#ifdef __APPLE__
#define LIBRARY "libqrencode.4.dylib"
#else
#define LIBRARY "libqrencode.so.4"
#endif

int qr_modules(const unsigned char *text, int length, unsigned char *modules, int room) {
    void *library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
    if (!library) return -1;
    qr_code *(*encode)(int, const unsigned char *, int, int) = (qr_code * (*)(int, const unsigned char *, int, int)) dlsym(library, "QRcode_encodeData");
    void (*free_code)(qr_code *) = (void (*)(qr_code *))dlsym(library, "QRcode_free");
    int side = -1;
    if (encode && free_code) {
        qr_code *code = length > 0 ? encode(length, text, 0, MEDIUM_CORRECTION) : NULL;
        side = code && code->data && code->width * code->width <= room ? code->width : 0;
        for (int place = 0; place < side * side; place++) modules[place] = code->data[place] & 1;
        if (code) free_code(code);
    }
    dlclose(library);
    return side;
}
