/* The modules of a QR code, by libqrencode, which is looked for while the program runs and linked nowhere. */
#ifndef QR_H
#define QR_H

/* Writes one byte for each module, row by row, 1 for a dark one, and returns how many modules a side has; 0 where the text is too long for
   `room` bytes or for any code, -1 where the library is not here. */
int qr_modules(const unsigned char *text, int length, unsigned char *modules, int room);

#endif
