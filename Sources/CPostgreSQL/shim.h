#ifndef TALKOOT_CPOSTGRESQL_SHIM_H
#define TALKOOT_CPOSTGRESQL_SHIM_H

#include <libpq-fe.h>

#endif
