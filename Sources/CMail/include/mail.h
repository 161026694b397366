#ifndef TALKOOT_MAIL_H
#define TALKOOT_MAIL_H

#include <stddef.h>

/* One letter to one recipient over SMTP. All strings are UTF-8 and end in NUL; user, password and authorities may be null. */
typedef struct {
    const char *url;          /* smtp://host:port or smtps://host:port */
    const char *user;
    const char *password;
    const char *authorities;  /* a file of certificates to trust instead of the system's */
    int tls;                  /* 0 never, 1 where the server offers it, 2 required */
    long connect_milliseconds;
    long total_milliseconds;
    const char *sender;       /* <name@host> */
    const char *recipient;
    const char *bytes;
    size_t length;
} mail_letter;

typedef struct {
    int curl;                 /* 0 when the server has taken the letter, else libcurl's code */
    long reply;               /* the server's last reply, 0 where there was none */
    int at_recipient;         /* whether that reply was to RCPT */
} mail_outcome;

/* Prepares libcurl; to be called once before any letter. Returns 0 when it went well. */
int mail_prepare(void);

/* Sends, and blocks until it is done or the time is up. Needs no shared state: several threads may send at once. */
mail_outcome mail_send(const mail_letter *letter);

/* Connects, encrypts and signs in as for a letter, and leaves; sender, recipient and bytes are not used. */
mail_outcome mail_look(const mail_letter *letter);

/* libcurl's words for a code. */
const char *mail_words(int curl);

#endif
