/* Written by scripts/embed. */
#include "embedded.h"
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char file_0[] = {
#embed "../../Assets/crest.svg"
};

static const unsigned char file_1[] = {
#embed "../../Assets/favicon.svg"
};

static const unsigned char file_2[] = {
#embed "../../Assets/talkoot.css"
};

static const unsigned char file_3[] = {
#embed "../../Assets/talkoot.js"
};

static const unsigned char file_4[] = {
#embed "../../Words/en/Furniture.json"
};

static const unsigned char file_5[] = {
#embed "../../Words/es/Furniture.json"
};

static const unsigned char file_6[] = {
#embed "../../Words/fi/Furniture.json"
};

static const unsigned char file_7[] = {
#embed "../../Words/sv/Furniture.json"
};

static const embedded_file table[] = {
    {"Assets/crest.svg", "5209011c05ef", file_0, sizeof file_0},
    {"Assets/favicon.svg", "e4c57af85d88", file_1, sizeof file_1},
    {"Assets/talkoot.css", "4c5fad676329", file_2, sizeof file_2},
    {"Assets/talkoot.js", "70a3799eb743", file_3, sizeof file_3},
    {"Words/en/Furniture.json", "3089e74a14d4", file_4, sizeof file_4},
    {"Words/es/Furniture.json", "3a00bd7baef3", file_5, sizeof file_5},
    {"Words/fi/Furniture.json", "ffd8f1e60785", file_6, sizeof file_6},
    {"Words/sv/Furniture.json", "21ff537d9a2d", file_7, sizeof file_7},
};

const embedded_file *embedded_files(ptrdiff_t *count) {
    *count = sizeof table / sizeof table[0];
    return table;
}
