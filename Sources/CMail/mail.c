#include "mail.h"
#include <curl/curl.h>
#include <string.h>

/* curl_easy_setopt is variadic, which Swift cannot call; that is why this file is here. */

typedef struct { const char *bytes; size_t left; } source;
typedef struct { int said_recipient, at_recipient; } conversation;

static size_t give(char *buffer, size_t size, size_t count, void *context) {
    source *from = context;
    size_t part = size * count < from->left ? size * count : from->left;
    memcpy(buffer, from->bytes, part);
    from->bytes += part;
    from->left -= part;
    return part;
}

/* Remembers whether the last refusal answered RCPT: only then does it speak about the recipient. */
static int listen_to(CURL *handle, curl_infotype kind, char *text, size_t size, void *context) {
    (void)handle;
    conversation *talk = context;
    if (kind == CURLINFO_HEADER_OUT) talk->said_recipient = size >= 4 && strncmp(text, "RCPT", 4) == 0;
    if (kind == CURLINFO_HEADER_IN && size >= 1 && text[0] >= '4') talk->at_recipient = talk->said_recipient;
    return 0;
}

int mail_prepare(void) { return (int)curl_global_init(CURL_GLOBAL_DEFAULT); }

const char *mail_words(int curl) { return curl_easy_strerror((CURLcode)curl); }

/* Which server, and how to get there. */
static void go_to(CURL *handle, const mail_letter *letter) {
    curl_easy_setopt(handle, CURLOPT_URL, letter->url);
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(handle, CURLOPT_USE_SSL, (long)(letter->tls == 2 ? CURLUSESSL_ALL : letter->tls == 1 ? CURLUSESSL_TRY : CURLUSESSL_NONE));
    curl_easy_setopt(handle, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    if (letter->authorities) curl_easy_setopt(handle, CURLOPT_CAINFO, letter->authorities);
    if (letter->user) curl_easy_setopt(handle, CURLOPT_USERNAME, letter->user);
    if (letter->password) curl_easy_setopt(handle, CURLOPT_PASSWORD, letter->password);
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    curl_easy_setopt(handle, CURLOPT_PROXY, "");
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, letter->connect_milliseconds);
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, letter->total_milliseconds);
}

mail_outcome mail_send(const mail_letter *letter) {
    mail_outcome outcome = { CURLE_FAILED_INIT, 0, 0 };
    source from = { letter->bytes, letter->length };
    conversation talk = { 0, 0 };
    CURL *handle = curl_easy_init();
    if (!handle) return outcome;
    struct curl_slist *recipients = curl_slist_append(NULL, letter->recipient);
    if (!recipients) { curl_easy_cleanup(handle); return outcome; }

    go_to(handle, letter);
    curl_easy_setopt(handle, CURLOPT_MAIL_FROM, letter->sender);
    curl_easy_setopt(handle, CURLOPT_MAIL_RCPT, recipients);
    curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(handle, CURLOPT_READFUNCTION, give);
    curl_easy_setopt(handle, CURLOPT_READDATA, &from);
    curl_easy_setopt(handle, CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, listen_to);
    curl_easy_setopt(handle, CURLOPT_DEBUGDATA, &talk);

    outcome.curl = (int)curl_easy_perform(handle);
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &outcome.reply);
    outcome.at_recipient = talk.at_recipient;
    curl_slist_free_all(recipients);
    curl_easy_cleanup(handle);
    return outcome;
}

mail_outcome mail_look(const mail_letter *letter) {
    mail_outcome outcome = { CURLE_FAILED_INIT, 0, 0 };
    CURL *handle = curl_easy_init();
    if (!handle) return outcome;
    go_to(handle, letter);
    curl_easy_setopt(handle, CURLOPT_CONNECT_ONLY, 1L);
    outcome.curl = (int)curl_easy_perform(handle);
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &outcome.reply);
    curl_easy_cleanup(handle);
    return outcome;
}
