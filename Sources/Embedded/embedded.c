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
#embed "../../Words/en/Challenges.json"
};

static const unsigned char file_5[] = {
#embed "../../Words/en/Furniture.json"
};

static const unsigned char file_6[] = {
#embed "../../Words/en/House.json"
};

static const unsigned char file_7[] = {
#embed "../../Words/en/Problems.json"
};

static const unsigned char file_8[] = {
#embed "../../Words/en/Signals.json"
};

static const unsigned char file_9[] = {
#embed "../../Words/es/Challenges.json"
};

static const unsigned char file_10[] = {
#embed "../../Words/es/Furniture.json"
};

static const unsigned char file_11[] = {
#embed "../../Words/es/House.json"
};

static const unsigned char file_12[] = {
#embed "../../Words/es/Problems.json"
};

static const unsigned char file_13[] = {
#embed "../../Words/es/Signals.json"
};

static const unsigned char file_14[] = {
#embed "../../Words/fi/Challenges.json"
};

static const unsigned char file_15[] = {
#embed "../../Words/fi/Furniture.json"
};

static const unsigned char file_16[] = {
#embed "../../Words/fi/House.json"
};

static const unsigned char file_17[] = {
#embed "../../Words/fi/Problems.json"
};

static const unsigned char file_18[] = {
#embed "../../Words/fi/Signals.json"
};

static const unsigned char file_19[] = {
#embed "../../Words/sv/Challenges.json"
};

static const unsigned char file_20[] = {
#embed "../../Words/sv/Furniture.json"
};

static const unsigned char file_21[] = {
#embed "../../Words/sv/House.json"
};

static const unsigned char file_22[] = {
#embed "../../Words/sv/Problems.json"
};

static const unsigned char file_23[] = {
#embed "../../Words/sv/Signals.json"
};

static const embedded_file table[] = {
    {"Assets/crest.svg", "5209011c05ef", file_0, sizeof file_0},
    {"Assets/favicon.svg", "e4c57af85d88", file_1, sizeof file_1},
    {"Assets/talkoot.css", "4c5fad676329", file_2, sizeof file_2},
    {"Assets/talkoot.js", "70a3799eb743", file_3, sizeof file_3},
    {"Words/en/Challenges.json", "69a42231bf6f", file_4, sizeof file_4},
    {"Words/en/Furniture.json", "3089e74a14d4", file_5, sizeof file_5},
    {"Words/en/House.json", "8009ad72f7a0", file_6, sizeof file_6},
    {"Words/en/Problems.json", "f0a509f1cf84", file_7, sizeof file_7},
    {"Words/en/Signals.json", "82e26190e4ef", file_8, sizeof file_8},
    {"Words/es/Challenges.json", "d45d7d70f153", file_9, sizeof file_9},
    {"Words/es/Furniture.json", "3a00bd7baef3", file_10, sizeof file_10},
    {"Words/es/House.json", "dd1fedfb03f8", file_11, sizeof file_11},
    {"Words/es/Problems.json", "72f47f32833b", file_12, sizeof file_12},
    {"Words/es/Signals.json", "4d91c19eb943", file_13, sizeof file_13},
    {"Words/fi/Challenges.json", "9f1cb7f28184", file_14, sizeof file_14},
    {"Words/fi/Furniture.json", "ffd8f1e60785", file_15, sizeof file_15},
    {"Words/fi/House.json", "08818d4d9520", file_16, sizeof file_16},
    {"Words/fi/Problems.json", "2569bcba72de", file_17, sizeof file_17},
    {"Words/fi/Signals.json", "1f2403224c6a", file_18, sizeof file_18},
    {"Words/sv/Challenges.json", "88ac2ca4caf6", file_19, sizeof file_19},
    {"Words/sv/Furniture.json", "21ff537d9a2d", file_20, sizeof file_20},
    {"Words/sv/House.json", "5adb54be3c89", file_21, sizeof file_21},
    {"Words/sv/Problems.json", "76525a9c52d6", file_22, sizeof file_22},
    {"Words/sv/Signals.json", "466174697547", file_23, sizeof file_23},
};

const embedded_file *embedded_files(ptrdiff_t *count) {
    *count = sizeof table / sizeof table[0];
    return table;
}
