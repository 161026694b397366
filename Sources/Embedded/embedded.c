/* Written by scripts/embed. */
#include "embedded.h"
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char file_0[] = {
#embed "../../Assets/crest.svg"
};

static const unsigned char file_1[] = {
#embed "../../Assets/demo/challenges.json"
};

static const unsigned char file_2[] = {
#embed "../../Assets/favicon.svg"
};

static const unsigned char file_3[] = {
#embed "../../Assets/similar.js"
};

static const unsigned char file_4[] = {
#embed "../../Assets/talkoot.css"
};

static const unsigned char file_5[] = {
#embed "../../Assets/talkoot.js"
};

static const unsigned char file_6[] = {
#embed "../../Words/en/Attachments.json"
};

static const unsigned char file_7[] = {
#embed "../../Words/en/Canvas.json"
};

static const unsigned char file_8[] = {
#embed "../../Words/en/Challenges.json"
};

static const unsigned char file_9[] = {
#embed "../../Words/en/Clocks.json"
};

static const unsigned char file_10[] = {
#embed "../../Words/en/ClocksPages.json"
};

static const unsigned char file_11[] = {
#embed "../../Words/en/CoOwners.json"
};

static const unsigned char file_12[] = {
#embed "../../Words/en/Credentials.json"
};

static const unsigned char file_13[] = {
#embed "../../Words/en/Decisions.json"
};

static const unsigned char file_14[] = {
#embed "../../Words/en/DesignTeams.json"
};

static const unsigned char file_15[] = {
#embed "../../Words/en/Frictions.json"
};

static const unsigned char file_16[] = {
#embed "../../Words/en/Furniture.json"
};

static const unsigned char file_17[] = {
#embed "../../Words/en/Hearings.json"
};

static const unsigned char file_18[] = {
#embed "../../Words/en/House.json"
};

static const unsigned char file_19[] = {
#embed "../../Words/en/Imports.json"
};

static const unsigned char file_20[] = {
#embed "../../Words/en/InitiativesPages.json"
};

static const unsigned char file_21[] = {
#embed "../../Words/en/Insights.json"
};

static const unsigned char file_22[] = {
#embed "../../Words/en/Intake.json"
};

static const unsigned char file_23[] = {
#embed "../../Words/en/Journeys.json"
};

static const unsigned char file_24[] = {
#embed "../../Words/en/Juries.json"
};

static const unsigned char file_25[] = {
#embed "../../Words/en/Lessons.json"
};

static const unsigned char file_26[] = {
#embed "../../Words/en/ListsPages.json"
};

static const unsigned char file_27[] = {
#embed "../../Words/en/Moderation.json"
};

static const unsigned char file_28[] = {
#embed "../../Words/en/Organisations.json"
};

static const unsigned char file_29[] = {
#embed "../../Words/en/Pages.json"
};

static const unsigned char file_30[] = {
#embed "../../Words/en/People.json"
};

static const unsigned char file_31[] = {
#embed "../../Words/en/Pilots.json"
};

static const unsigned char file_32[] = {
#embed "../../Words/en/Places.json"
};

static const unsigned char file_33[] = {
#embed "../../Words/en/ProblemParts.json"
};

static const unsigned char file_34[] = {
#embed "../../Words/en/Problems.json"
};

static const unsigned char file_35[] = {
#embed "../../Words/en/ProblemsFit.json"
};

static const unsigned char file_36[] = {
#embed "../../Words/en/ProblemsPages.json"
};

static const unsigned char file_37[] = {
#embed "../../Words/en/ProblemsWay.json"
};

static const unsigned char file_38[] = {
#embed "../../Words/en/Requirements.json"
};

static const unsigned char file_39[] = {
#embed "../../Words/en/Resources.json"
};

static const unsigned char file_40[] = {
#embed "../../Words/en/Responsibilities.json"
};

static const unsigned char file_41[] = {
#embed "../../Words/en/Retention.json"
};

static const unsigned char file_42[] = {
#embed "../../Words/en/Reuse.json"
};

static const unsigned char file_43[] = {
#embed "../../Words/en/Settings.json"
};

static const unsigned char file_44[] = {
#embed "../../Words/en/SettingsPages.json"
};

static const unsigned char file_45[] = {
#embed "../../Words/en/Signals.json"
};

static const unsigned char file_46[] = {
#embed "../../Words/en/Solutions.json"
};

static const unsigned char file_47[] = {
#embed "../../Words/en/Stakeholders.json"
};

static const unsigned char file_48[] = {
#embed "../../Words/en/Submissions.json"
};

static const unsigned char file_49[] = {
#embed "../../Words/es/Attachments.json"
};

static const unsigned char file_50[] = {
#embed "../../Words/es/Canvas.json"
};

static const unsigned char file_51[] = {
#embed "../../Words/es/Challenges.json"
};

static const unsigned char file_52[] = {
#embed "../../Words/es/Clocks.json"
};

static const unsigned char file_53[] = {
#embed "../../Words/es/ClocksPages.json"
};

static const unsigned char file_54[] = {
#embed "../../Words/es/CoOwners.json"
};

static const unsigned char file_55[] = {
#embed "../../Words/es/Credentials.json"
};

static const unsigned char file_56[] = {
#embed "../../Words/es/Decisions.json"
};

static const unsigned char file_57[] = {
#embed "../../Words/es/DesignTeams.json"
};

static const unsigned char file_58[] = {
#embed "../../Words/es/Frictions.json"
};

static const unsigned char file_59[] = {
#embed "../../Words/es/Furniture.json"
};

static const unsigned char file_60[] = {
#embed "../../Words/es/Hearings.json"
};

static const unsigned char file_61[] = {
#embed "../../Words/es/House.json"
};

static const unsigned char file_62[] = {
#embed "../../Words/es/Imports.json"
};

static const unsigned char file_63[] = {
#embed "../../Words/es/InitiativesPages.json"
};

static const unsigned char file_64[] = {
#embed "../../Words/es/Insights.json"
};

static const unsigned char file_65[] = {
#embed "../../Words/es/Intake.json"
};

static const unsigned char file_66[] = {
#embed "../../Words/es/Journeys.json"
};

static const unsigned char file_67[] = {
#embed "../../Words/es/Juries.json"
};

static const unsigned char file_68[] = {
#embed "../../Words/es/Lessons.json"
};

static const unsigned char file_69[] = {
#embed "../../Words/es/ListsPages.json"
};

static const unsigned char file_70[] = {
#embed "../../Words/es/Moderation.json"
};

static const unsigned char file_71[] = {
#embed "../../Words/es/Organisations.json"
};

static const unsigned char file_72[] = {
#embed "../../Words/es/Pages.json"
};

static const unsigned char file_73[] = {
#embed "../../Words/es/People.json"
};

static const unsigned char file_74[] = {
#embed "../../Words/es/Pilots.json"
};

static const unsigned char file_75[] = {
#embed "../../Words/es/Places.json"
};

static const unsigned char file_76[] = {
#embed "../../Words/es/ProblemParts.json"
};

static const unsigned char file_77[] = {
#embed "../../Words/es/Problems.json"
};

static const unsigned char file_78[] = {
#embed "../../Words/es/ProblemsFit.json"
};

static const unsigned char file_79[] = {
#embed "../../Words/es/ProblemsPages.json"
};

static const unsigned char file_80[] = {
#embed "../../Words/es/ProblemsWay.json"
};

static const unsigned char file_81[] = {
#embed "../../Words/es/Requirements.json"
};

static const unsigned char file_82[] = {
#embed "../../Words/es/Resources.json"
};

static const unsigned char file_83[] = {
#embed "../../Words/es/Responsibilities.json"
};

static const unsigned char file_84[] = {
#embed "../../Words/es/Retention.json"
};

static const unsigned char file_85[] = {
#embed "../../Words/es/Reuse.json"
};

static const unsigned char file_86[] = {
#embed "../../Words/es/Settings.json"
};

static const unsigned char file_87[] = {
#embed "../../Words/es/SettingsPages.json"
};

static const unsigned char file_88[] = {
#embed "../../Words/es/Signals.json"
};

static const unsigned char file_89[] = {
#embed "../../Words/es/Solutions.json"
};

static const unsigned char file_90[] = {
#embed "../../Words/es/Stakeholders.json"
};

static const unsigned char file_91[] = {
#embed "../../Words/es/Submissions.json"
};

static const unsigned char file_92[] = {
#embed "../../Words/fi/Attachments.json"
};

static const unsigned char file_93[] = {
#embed "../../Words/fi/Canvas.json"
};

static const unsigned char file_94[] = {
#embed "../../Words/fi/Challenges.json"
};

static const unsigned char file_95[] = {
#embed "../../Words/fi/Clocks.json"
};

static const unsigned char file_96[] = {
#embed "../../Words/fi/ClocksPages.json"
};

static const unsigned char file_97[] = {
#embed "../../Words/fi/CoOwners.json"
};

static const unsigned char file_98[] = {
#embed "../../Words/fi/Credentials.json"
};

static const unsigned char file_99[] = {
#embed "../../Words/fi/Decisions.json"
};

static const unsigned char file_100[] = {
#embed "../../Words/fi/DesignTeams.json"
};

static const unsigned char file_101[] = {
#embed "../../Words/fi/Frictions.json"
};

static const unsigned char file_102[] = {
#embed "../../Words/fi/Furniture.json"
};

static const unsigned char file_103[] = {
#embed "../../Words/fi/Hearings.json"
};

static const unsigned char file_104[] = {
#embed "../../Words/fi/House.json"
};

static const unsigned char file_105[] = {
#embed "../../Words/fi/Imports.json"
};

static const unsigned char file_106[] = {
#embed "../../Words/fi/InitiativesPages.json"
};

static const unsigned char file_107[] = {
#embed "../../Words/fi/Insights.json"
};

static const unsigned char file_108[] = {
#embed "../../Words/fi/Intake.json"
};

static const unsigned char file_109[] = {
#embed "../../Words/fi/Journeys.json"
};

static const unsigned char file_110[] = {
#embed "../../Words/fi/Juries.json"
};

static const unsigned char file_111[] = {
#embed "../../Words/fi/Lessons.json"
};

static const unsigned char file_112[] = {
#embed "../../Words/fi/ListsPages.json"
};

static const unsigned char file_113[] = {
#embed "../../Words/fi/Moderation.json"
};

static const unsigned char file_114[] = {
#embed "../../Words/fi/Organisations.json"
};

static const unsigned char file_115[] = {
#embed "../../Words/fi/Pages.json"
};

static const unsigned char file_116[] = {
#embed "../../Words/fi/People.json"
};

static const unsigned char file_117[] = {
#embed "../../Words/fi/Pilots.json"
};

static const unsigned char file_118[] = {
#embed "../../Words/fi/Places.json"
};

static const unsigned char file_119[] = {
#embed "../../Words/fi/ProblemParts.json"
};

static const unsigned char file_120[] = {
#embed "../../Words/fi/Problems.json"
};

static const unsigned char file_121[] = {
#embed "../../Words/fi/ProblemsFit.json"
};

static const unsigned char file_122[] = {
#embed "../../Words/fi/ProblemsPages.json"
};

static const unsigned char file_123[] = {
#embed "../../Words/fi/ProblemsWay.json"
};

static const unsigned char file_124[] = {
#embed "../../Words/fi/Requirements.json"
};

static const unsigned char file_125[] = {
#embed "../../Words/fi/Resources.json"
};

static const unsigned char file_126[] = {
#embed "../../Words/fi/Responsibilities.json"
};

static const unsigned char file_127[] = {
#embed "../../Words/fi/Retention.json"
};

static const unsigned char file_128[] = {
#embed "../../Words/fi/Reuse.json"
};

static const unsigned char file_129[] = {
#embed "../../Words/fi/Settings.json"
};

static const unsigned char file_130[] = {
#embed "../../Words/fi/SettingsPages.json"
};

static const unsigned char file_131[] = {
#embed "../../Words/fi/Signals.json"
};

static const unsigned char file_132[] = {
#embed "../../Words/fi/Solutions.json"
};

static const unsigned char file_133[] = {
#embed "../../Words/fi/Stakeholders.json"
};

static const unsigned char file_134[] = {
#embed "../../Words/fi/Submissions.json"
};

static const unsigned char file_135[] = {
#embed "../../Words/sv/Attachments.json"
};

static const unsigned char file_136[] = {
#embed "../../Words/sv/Canvas.json"
};

static const unsigned char file_137[] = {
#embed "../../Words/sv/Challenges.json"
};

static const unsigned char file_138[] = {
#embed "../../Words/sv/Clocks.json"
};

static const unsigned char file_139[] = {
#embed "../../Words/sv/ClocksPages.json"
};

static const unsigned char file_140[] = {
#embed "../../Words/sv/CoOwners.json"
};

static const unsigned char file_141[] = {
#embed "../../Words/sv/Credentials.json"
};

static const unsigned char file_142[] = {
#embed "../../Words/sv/Decisions.json"
};

static const unsigned char file_143[] = {
#embed "../../Words/sv/DesignTeams.json"
};

static const unsigned char file_144[] = {
#embed "../../Words/sv/Frictions.json"
};

static const unsigned char file_145[] = {
#embed "../../Words/sv/Furniture.json"
};

static const unsigned char file_146[] = {
#embed "../../Words/sv/Hearings.json"
};

static const unsigned char file_147[] = {
#embed "../../Words/sv/House.json"
};

static const unsigned char file_148[] = {
#embed "../../Words/sv/Imports.json"
};

static const unsigned char file_149[] = {
#embed "../../Words/sv/InitiativesPages.json"
};

static const unsigned char file_150[] = {
#embed "../../Words/sv/Insights.json"
};

static const unsigned char file_151[] = {
#embed "../../Words/sv/Intake.json"
};

static const unsigned char file_152[] = {
#embed "../../Words/sv/Journeys.json"
};

static const unsigned char file_153[] = {
#embed "../../Words/sv/Juries.json"
};

static const unsigned char file_154[] = {
#embed "../../Words/sv/Lessons.json"
};

static const unsigned char file_155[] = {
#embed "../../Words/sv/ListsPages.json"
};

static const unsigned char file_156[] = {
#embed "../../Words/sv/Moderation.json"
};

static const unsigned char file_157[] = {
#embed "../../Words/sv/Organisations.json"
};

static const unsigned char file_158[] = {
#embed "../../Words/sv/Pages.json"
};

static const unsigned char file_159[] = {
#embed "../../Words/sv/People.json"
};

static const unsigned char file_160[] = {
#embed "../../Words/sv/Pilots.json"
};

static const unsigned char file_161[] = {
#embed "../../Words/sv/Places.json"
};

static const unsigned char file_162[] = {
#embed "../../Words/sv/ProblemParts.json"
};

static const unsigned char file_163[] = {
#embed "../../Words/sv/Problems.json"
};

static const unsigned char file_164[] = {
#embed "../../Words/sv/ProblemsFit.json"
};

static const unsigned char file_165[] = {
#embed "../../Words/sv/ProblemsPages.json"
};

static const unsigned char file_166[] = {
#embed "../../Words/sv/ProblemsWay.json"
};

static const unsigned char file_167[] = {
#embed "../../Words/sv/Requirements.json"
};

static const unsigned char file_168[] = {
#embed "../../Words/sv/Resources.json"
};

static const unsigned char file_169[] = {
#embed "../../Words/sv/Responsibilities.json"
};

static const unsigned char file_170[] = {
#embed "../../Words/sv/Retention.json"
};

static const unsigned char file_171[] = {
#embed "../../Words/sv/Reuse.json"
};

static const unsigned char file_172[] = {
#embed "../../Words/sv/Settings.json"
};

static const unsigned char file_173[] = {
#embed "../../Words/sv/SettingsPages.json"
};

static const unsigned char file_174[] = {
#embed "../../Words/sv/Signals.json"
};

static const unsigned char file_175[] = {
#embed "../../Words/sv/Solutions.json"
};

static const unsigned char file_176[] = {
#embed "../../Words/sv/Stakeholders.json"
};

static const unsigned char file_177[] = {
#embed "../../Words/sv/Submissions.json"
};

static const embedded_file table[] = {
    {"Assets/crest.svg", "5209011c05ef", file_0, sizeof file_0},
    {"Assets/demo/challenges.json", "6a3ed67a79f5", file_1, sizeof file_1},
    {"Assets/favicon.svg", "e4c57af85d88", file_2, sizeof file_2},
    {"Assets/similar.js", "e0be6936df36", file_3, sizeof file_3},
    {"Assets/talkoot.css", "2a86367f7224", file_4, sizeof file_4},
    {"Assets/talkoot.js", "492255abbe4d", file_5, sizeof file_5},
    {"Words/en/Attachments.json", "8f198f3b7a69", file_6, sizeof file_6},
    {"Words/en/Canvas.json", "772bf346658b", file_7, sizeof file_7},
    {"Words/en/Challenges.json", "69a42231bf6f", file_8, sizeof file_8},
    {"Words/en/Clocks.json", "064d869efbe4", file_9, sizeof file_9},
    {"Words/en/ClocksPages.json", "41fdbd1b5a72", file_10, sizeof file_10},
    {"Words/en/CoOwners.json", "211e79b2e9d0", file_11, sizeof file_11},
    {"Words/en/Credentials.json", "f7bb208acff8", file_12, sizeof file_12},
    {"Words/en/Decisions.json", "ad4a77d33344", file_13, sizeof file_13},
    {"Words/en/DesignTeams.json", "eba4c9e0877c", file_14, sizeof file_14},
    {"Words/en/Frictions.json", "4c8d1aa43999", file_15, sizeof file_15},
    {"Words/en/Furniture.json", "3089e74a14d4", file_16, sizeof file_16},
    {"Words/en/Hearings.json", "4793fef907f1", file_17, sizeof file_17},
    {"Words/en/House.json", "39ba8f9f3835", file_18, sizeof file_18},
    {"Words/en/Imports.json", "582eff96f6f4", file_19, sizeof file_19},
    {"Words/en/InitiativesPages.json", "92ee233ce312", file_20, sizeof file_20},
    {"Words/en/Insights.json", "5f4a6c545a5e", file_21, sizeof file_21},
    {"Words/en/Intake.json", "853a4279c80f", file_22, sizeof file_22},
    {"Words/en/Journeys.json", "df19f38039c5", file_23, sizeof file_23},
    {"Words/en/Juries.json", "bca6e4fc55eb", file_24, sizeof file_24},
    {"Words/en/Lessons.json", "957c052f38d9", file_25, sizeof file_25},
    {"Words/en/ListsPages.json", "ea4fb8d1de39", file_26, sizeof file_26},
    {"Words/en/Moderation.json", "ca6346b2c671", file_27, sizeof file_27},
    {"Words/en/Organisations.json", "e5c1f25a9469", file_28, sizeof file_28},
    {"Words/en/Pages.json", "2dd8e27f3f23", file_29, sizeof file_29},
    {"Words/en/People.json", "19fc662f0570", file_30, sizeof file_30},
    {"Words/en/Pilots.json", "1d64dcceb614", file_31, sizeof file_31},
    {"Words/en/Places.json", "c1437e335237", file_32, sizeof file_32},
    {"Words/en/ProblemParts.json", "82871f7c7760", file_33, sizeof file_33},
    {"Words/en/Problems.json", "0b034c1708f6", file_34, sizeof file_34},
    {"Words/en/ProblemsFit.json", "85178d30f5d9", file_35, sizeof file_35},
    {"Words/en/ProblemsPages.json", "5567858d9ad3", file_36, sizeof file_36},
    {"Words/en/ProblemsWay.json", "39b3c6078843", file_37, sizeof file_37},
    {"Words/en/Requirements.json", "5f83e20e6b6b", file_38, sizeof file_38},
    {"Words/en/Resources.json", "ce71977c8cf2", file_39, sizeof file_39},
    {"Words/en/Responsibilities.json", "69c0b858c078", file_40, sizeof file_40},
    {"Words/en/Retention.json", "d686776d7342", file_41, sizeof file_41},
    {"Words/en/Reuse.json", "91a6e47ae15f", file_42, sizeof file_42},
    {"Words/en/Settings.json", "03fafe8b5828", file_43, sizeof file_43},
    {"Words/en/SettingsPages.json", "04849d8dba47", file_44, sizeof file_44},
    {"Words/en/Signals.json", "9093552e2e57", file_45, sizeof file_45},
    {"Words/en/Solutions.json", "2d96480bab0b", file_46, sizeof file_46},
    {"Words/en/Stakeholders.json", "32da4f498b94", file_47, sizeof file_47},
    {"Words/en/Submissions.json", "f8808be3b851", file_48, sizeof file_48},
    {"Words/es/Attachments.json", "c6da0a42dbbc", file_49, sizeof file_49},
    {"Words/es/Canvas.json", "51b1b81ff521", file_50, sizeof file_50},
    {"Words/es/Challenges.json", "d45d7d70f153", file_51, sizeof file_51},
    {"Words/es/Clocks.json", "b96913dc50fe", file_52, sizeof file_52},
    {"Words/es/ClocksPages.json", "81eab8df998b", file_53, sizeof file_53},
    {"Words/es/CoOwners.json", "d240f2bdfab5", file_54, sizeof file_54},
    {"Words/es/Credentials.json", "6e0cd45f8d74", file_55, sizeof file_55},
    {"Words/es/Decisions.json", "1cda92e17a9c", file_56, sizeof file_56},
    {"Words/es/DesignTeams.json", "ca7b3adc24a6", file_57, sizeof file_57},
    {"Words/es/Frictions.json", "f2564a64d00b", file_58, sizeof file_58},
    {"Words/es/Furniture.json", "3a00bd7baef3", file_59, sizeof file_59},
    {"Words/es/Hearings.json", "189b0788501c", file_60, sizeof file_60},
    {"Words/es/House.json", "f2e96b723007", file_61, sizeof file_61},
    {"Words/es/Imports.json", "94432430864f", file_62, sizeof file_62},
    {"Words/es/InitiativesPages.json", "236a8f19e7c1", file_63, sizeof file_63},
    {"Words/es/Insights.json", "6e249e657596", file_64, sizeof file_64},
    {"Words/es/Intake.json", "88301a3ab34c", file_65, sizeof file_65},
    {"Words/es/Journeys.json", "6834b3848df9", file_66, sizeof file_66},
    {"Words/es/Juries.json", "be6252b4e1fc", file_67, sizeof file_67},
    {"Words/es/Lessons.json", "b691e158ae06", file_68, sizeof file_68},
    {"Words/es/ListsPages.json", "3a846df0be82", file_69, sizeof file_69},
    {"Words/es/Moderation.json", "c53b977dedbd", file_70, sizeof file_70},
    {"Words/es/Organisations.json", "71b35a9aa175", file_71, sizeof file_71},
    {"Words/es/Pages.json", "b4a2f33cc77e", file_72, sizeof file_72},
    {"Words/es/People.json", "37b06b9bab1a", file_73, sizeof file_73},
    {"Words/es/Pilots.json", "285a811d63b9", file_74, sizeof file_74},
    {"Words/es/Places.json", "1e9530ddfd35", file_75, sizeof file_75},
    {"Words/es/ProblemParts.json", "0f56a610d17e", file_76, sizeof file_76},
    {"Words/es/Problems.json", "3b857095de00", file_77, sizeof file_77},
    {"Words/es/ProblemsFit.json", "caa1f329806f", file_78, sizeof file_78},
    {"Words/es/ProblemsPages.json", "ab59d3ba0d3f", file_79, sizeof file_79},
    {"Words/es/ProblemsWay.json", "f9d9dc6eec23", file_80, sizeof file_80},
    {"Words/es/Requirements.json", "3fcf15e72617", file_81, sizeof file_81},
    {"Words/es/Resources.json", "3247bd5fa9e8", file_82, sizeof file_82},
    {"Words/es/Responsibilities.json", "251ce78d0414", file_83, sizeof file_83},
    {"Words/es/Retention.json", "d4e3ee18c655", file_84, sizeof file_84},
    {"Words/es/Reuse.json", "c63c9ca411cd", file_85, sizeof file_85},
    {"Words/es/Settings.json", "4e56ca8c23b0", file_86, sizeof file_86},
    {"Words/es/SettingsPages.json", "d3a7e1b1e331", file_87, sizeof file_87},
    {"Words/es/Signals.json", "d6d33571957b", file_88, sizeof file_88},
    {"Words/es/Solutions.json", "65f9c3213421", file_89, sizeof file_89},
    {"Words/es/Stakeholders.json", "7f1e0e01bca6", file_90, sizeof file_90},
    {"Words/es/Submissions.json", "c038bcd4bb03", file_91, sizeof file_91},
    {"Words/fi/Attachments.json", "9c42e6680d2f", file_92, sizeof file_92},
    {"Words/fi/Canvas.json", "7582a110903a", file_93, sizeof file_93},
    {"Words/fi/Challenges.json", "9f1cb7f28184", file_94, sizeof file_94},
    {"Words/fi/Clocks.json", "f50eabdefaf9", file_95, sizeof file_95},
    {"Words/fi/ClocksPages.json", "5621afd12cc9", file_96, sizeof file_96},
    {"Words/fi/CoOwners.json", "796f2873beb2", file_97, sizeof file_97},
    {"Words/fi/Credentials.json", "7eb2e97a2523", file_98, sizeof file_98},
    {"Words/fi/Decisions.json", "419837271f28", file_99, sizeof file_99},
    {"Words/fi/DesignTeams.json", "0419eccc272b", file_100, sizeof file_100},
    {"Words/fi/Frictions.json", "130d69efa4cd", file_101, sizeof file_101},
    {"Words/fi/Furniture.json", "ffd8f1e60785", file_102, sizeof file_102},
    {"Words/fi/Hearings.json", "606c63d04af6", file_103, sizeof file_103},
    {"Words/fi/House.json", "98b12e7159c5", file_104, sizeof file_104},
    {"Words/fi/Imports.json", "111932db6d6a", file_105, sizeof file_105},
    {"Words/fi/InitiativesPages.json", "135f321cb9be", file_106, sizeof file_106},
    {"Words/fi/Insights.json", "c059c60d9338", file_107, sizeof file_107},
    {"Words/fi/Intake.json", "764cc0101154", file_108, sizeof file_108},
    {"Words/fi/Journeys.json", "800ef73d44b8", file_109, sizeof file_109},
    {"Words/fi/Juries.json", "fcc2e2d36814", file_110, sizeof file_110},
    {"Words/fi/Lessons.json", "7e9ad01cb19a", file_111, sizeof file_111},
    {"Words/fi/ListsPages.json", "f1cd1da32247", file_112, sizeof file_112},
    {"Words/fi/Moderation.json", "a6377b6989c8", file_113, sizeof file_113},
    {"Words/fi/Organisations.json", "573e55a130fc", file_114, sizeof file_114},
    {"Words/fi/Pages.json", "238662391451", file_115, sizeof file_115},
    {"Words/fi/People.json", "3edd796fe9a6", file_116, sizeof file_116},
    {"Words/fi/Pilots.json", "7b2cdaf807db", file_117, sizeof file_117},
    {"Words/fi/Places.json", "560e3541ad99", file_118, sizeof file_118},
    {"Words/fi/ProblemParts.json", "9ec19a224710", file_119, sizeof file_119},
    {"Words/fi/Problems.json", "d04339db53fa", file_120, sizeof file_120},
    {"Words/fi/ProblemsFit.json", "da24e0f57082", file_121, sizeof file_121},
    {"Words/fi/ProblemsPages.json", "366d621a9bd7", file_122, sizeof file_122},
    {"Words/fi/ProblemsWay.json", "fac8381eb0bf", file_123, sizeof file_123},
    {"Words/fi/Requirements.json", "f50b1a7aee94", file_124, sizeof file_124},
    {"Words/fi/Resources.json", "89320ddf2835", file_125, sizeof file_125},
    {"Words/fi/Responsibilities.json", "7706140d0c3f", file_126, sizeof file_126},
    {"Words/fi/Retention.json", "88543f8ea539", file_127, sizeof file_127},
    {"Words/fi/Reuse.json", "0a793c99a943", file_128, sizeof file_128},
    {"Words/fi/Settings.json", "4a10b7dec482", file_129, sizeof file_129},
    {"Words/fi/SettingsPages.json", "551721b3ff87", file_130, sizeof file_130},
    {"Words/fi/Signals.json", "28969e7daee4", file_131, sizeof file_131},
    {"Words/fi/Solutions.json", "6b6cb382e71a", file_132, sizeof file_132},
    {"Words/fi/Stakeholders.json", "2851bc030c0c", file_133, sizeof file_133},
    {"Words/fi/Submissions.json", "bbb22bdee10a", file_134, sizeof file_134},
    {"Words/sv/Attachments.json", "7082c591e48b", file_135, sizeof file_135},
    {"Words/sv/Canvas.json", "e2c6810b07ab", file_136, sizeof file_136},
    {"Words/sv/Challenges.json", "88ac2ca4caf6", file_137, sizeof file_137},
    {"Words/sv/Clocks.json", "ff722a4d365a", file_138, sizeof file_138},
    {"Words/sv/ClocksPages.json", "d48fbc1848a0", file_139, sizeof file_139},
    {"Words/sv/CoOwners.json", "78e00de46c1d", file_140, sizeof file_140},
    {"Words/sv/Credentials.json", "ae9240abb589", file_141, sizeof file_141},
    {"Words/sv/Decisions.json", "45fafe98c911", file_142, sizeof file_142},
    {"Words/sv/DesignTeams.json", "9233ff949da6", file_143, sizeof file_143},
    {"Words/sv/Frictions.json", "b30a8182b880", file_144, sizeof file_144},
    {"Words/sv/Furniture.json", "21ff537d9a2d", file_145, sizeof file_145},
    {"Words/sv/Hearings.json", "ec69ab91b170", file_146, sizeof file_146},
    {"Words/sv/House.json", "5e1e182681f7", file_147, sizeof file_147},
    {"Words/sv/Imports.json", "9aa7793615d2", file_148, sizeof file_148},
    {"Words/sv/InitiativesPages.json", "d577fea6c5e1", file_149, sizeof file_149},
    {"Words/sv/Insights.json", "4f9621b12b1c", file_150, sizeof file_150},
    {"Words/sv/Intake.json", "6995032a03a1", file_151, sizeof file_151},
    {"Words/sv/Journeys.json", "d9d213b5e03d", file_152, sizeof file_152},
    {"Words/sv/Juries.json", "8c185815a539", file_153, sizeof file_153},
    {"Words/sv/Lessons.json", "2dfdecf861c1", file_154, sizeof file_154},
    {"Words/sv/ListsPages.json", "10d1cb513f0d", file_155, sizeof file_155},
    {"Words/sv/Moderation.json", "be563d9b08c2", file_156, sizeof file_156},
    {"Words/sv/Organisations.json", "d0870deb2d37", file_157, sizeof file_157},
    {"Words/sv/Pages.json", "dd08f541ad60", file_158, sizeof file_158},
    {"Words/sv/People.json", "811cc8063329", file_159, sizeof file_159},
    {"Words/sv/Pilots.json", "38872a4a3de2", file_160, sizeof file_160},
    {"Words/sv/Places.json", "474df7a97f99", file_161, sizeof file_161},
    {"Words/sv/ProblemParts.json", "c2f36c8c3c87", file_162, sizeof file_162},
    {"Words/sv/Problems.json", "e40ae208dda4", file_163, sizeof file_163},
    {"Words/sv/ProblemsFit.json", "c541c0cf00aa", file_164, sizeof file_164},
    {"Words/sv/ProblemsPages.json", "669054706827", file_165, sizeof file_165},
    {"Words/sv/ProblemsWay.json", "224c4416609f", file_166, sizeof file_166},
    {"Words/sv/Requirements.json", "73c2ee6232ef", file_167, sizeof file_167},
    {"Words/sv/Resources.json", "0e6f8a47b3c1", file_168, sizeof file_168},
    {"Words/sv/Responsibilities.json", "e5d43ae31a0c", file_169, sizeof file_169},
    {"Words/sv/Retention.json", "61c3e559e055", file_170, sizeof file_170},
    {"Words/sv/Reuse.json", "466879d480e8", file_171, sizeof file_171},
    {"Words/sv/Settings.json", "d44d6648dd04", file_172, sizeof file_172},
    {"Words/sv/SettingsPages.json", "182712594209", file_173, sizeof file_173},
    {"Words/sv/Signals.json", "147fabd0e288", file_174, sizeof file_174},
    {"Words/sv/Solutions.json", "52a06bbebf09", file_175, sizeof file_175},
    {"Words/sv/Stakeholders.json", "5847515e2958", file_176, sizeof file_176},
    {"Words/sv/Submissions.json", "f2fcf5c3a1ae", file_177, sizeof file_177},
};

const embedded_file *embedded_files(ptrdiff_t *count) {
    *count = sizeof table / sizeof table[0];
    return table;
}
