/* Written by scripts/embed. */
#include "embedded.h"
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char Assets_crest_svg[] = {
#embed "../../Assets/crest.svg"
};

static const unsigned char Assets_demo_challenges_json[] = {
#embed "../../Assets/demo/challenges.json"
};

static const unsigned char Assets_favicon_svg[] = {
#embed "../../Assets/favicon.svg"
};

static const unsigned char Assets_similar_js[] = {
#embed "../../Assets/similar.js"
};

static const unsigned char Assets_talkoot_css[] = {
#embed "../../Assets/talkoot.css"
};

static const unsigned char Assets_talkoot_js[] = {
#embed "../../Assets/talkoot.js"
};

static const unsigned char Words_en_Attachments_json[] = {
#embed "../../Words/en/Attachments.json"
};

static const unsigned char Words_en_Canvas_json[] = {
#embed "../../Words/en/Canvas.json"
};

static const unsigned char Words_en_Challenges_json[] = {
#embed "../../Words/en/Challenges.json"
};

static const unsigned char Words_en_Clocks_json[] = {
#embed "../../Words/en/Clocks.json"
};

static const unsigned char Words_en_ClocksPages_json[] = {
#embed "../../Words/en/ClocksPages.json"
};

static const unsigned char Words_en_CoOwners_json[] = {
#embed "../../Words/en/CoOwners.json"
};

static const unsigned char Words_en_Credentials_json[] = {
#embed "../../Words/en/Credentials.json"
};

static const unsigned char Words_en_Decisions_json[] = {
#embed "../../Words/en/Decisions.json"
};

static const unsigned char Words_en_DesignTeams_json[] = {
#embed "../../Words/en/DesignTeams.json"
};

static const unsigned char Words_en_Experiments_json[] = {
#embed "../../Words/en/Experiments.json"
};

static const unsigned char Words_en_Frictions_json[] = {
#embed "../../Words/en/Frictions.json"
};

static const unsigned char Words_en_Furniture_json[] = {
#embed "../../Words/en/Furniture.json"
};

static const unsigned char Words_en_Hearings_json[] = {
#embed "../../Words/en/Hearings.json"
};

static const unsigned char Words_en_House_json[] = {
#embed "../../Words/en/House.json"
};

static const unsigned char Words_en_Imports_json[] = {
#embed "../../Words/en/Imports.json"
};

static const unsigned char Words_en_InitiativesPages_json[] = {
#embed "../../Words/en/InitiativesPages.json"
};

static const unsigned char Words_en_Insights_json[] = {
#embed "../../Words/en/Insights.json"
};

static const unsigned char Words_en_Intake_json[] = {
#embed "../../Words/en/Intake.json"
};

static const unsigned char Words_en_Journeys_json[] = {
#embed "../../Words/en/Journeys.json"
};

static const unsigned char Words_en_Juries_json[] = {
#embed "../../Words/en/Juries.json"
};

static const unsigned char Words_en_Lessons_json[] = {
#embed "../../Words/en/Lessons.json"
};

static const unsigned char Words_en_ListsPages_json[] = {
#embed "../../Words/en/ListsPages.json"
};

static const unsigned char Words_en_Mandates_json[] = {
#embed "../../Words/en/Mandates.json"
};

static const unsigned char Words_en_Moderation_json[] = {
#embed "../../Words/en/Moderation.json"
};

static const unsigned char Words_en_Organisations_json[] = {
#embed "../../Words/en/Organisations.json"
};

static const unsigned char Words_en_Pages_json[] = {
#embed "../../Words/en/Pages.json"
};

static const unsigned char Words_en_People_json[] = {
#embed "../../Words/en/People.json"
};

static const unsigned char Words_en_Pilots_json[] = {
#embed "../../Words/en/Pilots.json"
};

static const unsigned char Words_en_Places_json[] = {
#embed "../../Words/en/Places.json"
};

static const unsigned char Words_en_ProblemParts_json[] = {
#embed "../../Words/en/ProblemParts.json"
};

static const unsigned char Words_en_Problems_json[] = {
#embed "../../Words/en/Problems.json"
};

static const unsigned char Words_en_ProblemsFit_json[] = {
#embed "../../Words/en/ProblemsFit.json"
};

static const unsigned char Words_en_ProblemsPages_json[] = {
#embed "../../Words/en/ProblemsPages.json"
};

static const unsigned char Words_en_ProblemsWay_json[] = {
#embed "../../Words/en/ProblemsWay.json"
};

static const unsigned char Words_en_Requirements_json[] = {
#embed "../../Words/en/Requirements.json"
};

static const unsigned char Words_en_Resources_json[] = {
#embed "../../Words/en/Resources.json"
};

static const unsigned char Words_en_Responsibilities_json[] = {
#embed "../../Words/en/Responsibilities.json"
};

static const unsigned char Words_en_Retention_json[] = {
#embed "../../Words/en/Retention.json"
};

static const unsigned char Words_en_Reuse_json[] = {
#embed "../../Words/en/Reuse.json"
};

static const unsigned char Words_en_Risks_json[] = {
#embed "../../Words/en/Risks.json"
};

static const unsigned char Words_en_Seals_json[] = {
#embed "../../Words/en/Seals.json"
};

static const unsigned char Words_en_Settings_json[] = {
#embed "../../Words/en/Settings.json"
};

static const unsigned char Words_en_SettingsPages_json[] = {
#embed "../../Words/en/SettingsPages.json"
};

static const unsigned char Words_en_Signals_json[] = {
#embed "../../Words/en/Signals.json"
};

static const unsigned char Words_en_Solutions_json[] = {
#embed "../../Words/en/Solutions.json"
};

static const unsigned char Words_en_Stakeholders_json[] = {
#embed "../../Words/en/Stakeholders.json"
};

static const unsigned char Words_en_Submissions_json[] = {
#embed "../../Words/en/Submissions.json"
};

static const unsigned char Words_en_Supports_json[] = {
#embed "../../Words/en/Supports.json"
};

static const unsigned char Words_en_Terminal_json[] = {
#embed "../../Words/en/Terminal.json"
};

static const unsigned char Words_es_Attachments_json[] = {
#embed "../../Words/es/Attachments.json"
};

static const unsigned char Words_es_Canvas_json[] = {
#embed "../../Words/es/Canvas.json"
};

static const unsigned char Words_es_Challenges_json[] = {
#embed "../../Words/es/Challenges.json"
};

static const unsigned char Words_es_Clocks_json[] = {
#embed "../../Words/es/Clocks.json"
};

static const unsigned char Words_es_ClocksPages_json[] = {
#embed "../../Words/es/ClocksPages.json"
};

static const unsigned char Words_es_CoOwners_json[] = {
#embed "../../Words/es/CoOwners.json"
};

static const unsigned char Words_es_Credentials_json[] = {
#embed "../../Words/es/Credentials.json"
};

static const unsigned char Words_es_Decisions_json[] = {
#embed "../../Words/es/Decisions.json"
};

static const unsigned char Words_es_DesignTeams_json[] = {
#embed "../../Words/es/DesignTeams.json"
};

static const unsigned char Words_es_Experiments_json[] = {
#embed "../../Words/es/Experiments.json"
};

static const unsigned char Words_es_Frictions_json[] = {
#embed "../../Words/es/Frictions.json"
};

static const unsigned char Words_es_Furniture_json[] = {
#embed "../../Words/es/Furniture.json"
};

static const unsigned char Words_es_Hearings_json[] = {
#embed "../../Words/es/Hearings.json"
};

static const unsigned char Words_es_House_json[] = {
#embed "../../Words/es/House.json"
};

static const unsigned char Words_es_Imports_json[] = {
#embed "../../Words/es/Imports.json"
};

static const unsigned char Words_es_InitiativesPages_json[] = {
#embed "../../Words/es/InitiativesPages.json"
};

static const unsigned char Words_es_Insights_json[] = {
#embed "../../Words/es/Insights.json"
};

static const unsigned char Words_es_Intake_json[] = {
#embed "../../Words/es/Intake.json"
};

static const unsigned char Words_es_Journeys_json[] = {
#embed "../../Words/es/Journeys.json"
};

static const unsigned char Words_es_Juries_json[] = {
#embed "../../Words/es/Juries.json"
};

static const unsigned char Words_es_Lessons_json[] = {
#embed "../../Words/es/Lessons.json"
};

static const unsigned char Words_es_ListsPages_json[] = {
#embed "../../Words/es/ListsPages.json"
};

static const unsigned char Words_es_Mandates_json[] = {
#embed "../../Words/es/Mandates.json"
};

static const unsigned char Words_es_Moderation_json[] = {
#embed "../../Words/es/Moderation.json"
};

static const unsigned char Words_es_Organisations_json[] = {
#embed "../../Words/es/Organisations.json"
};

static const unsigned char Words_es_Pages_json[] = {
#embed "../../Words/es/Pages.json"
};

static const unsigned char Words_es_People_json[] = {
#embed "../../Words/es/People.json"
};

static const unsigned char Words_es_Pilots_json[] = {
#embed "../../Words/es/Pilots.json"
};

static const unsigned char Words_es_Places_json[] = {
#embed "../../Words/es/Places.json"
};

static const unsigned char Words_es_ProblemParts_json[] = {
#embed "../../Words/es/ProblemParts.json"
};

static const unsigned char Words_es_Problems_json[] = {
#embed "../../Words/es/Problems.json"
};

static const unsigned char Words_es_ProblemsFit_json[] = {
#embed "../../Words/es/ProblemsFit.json"
};

static const unsigned char Words_es_ProblemsPages_json[] = {
#embed "../../Words/es/ProblemsPages.json"
};

static const unsigned char Words_es_ProblemsWay_json[] = {
#embed "../../Words/es/ProblemsWay.json"
};

static const unsigned char Words_es_Requirements_json[] = {
#embed "../../Words/es/Requirements.json"
};

static const unsigned char Words_es_Resources_json[] = {
#embed "../../Words/es/Resources.json"
};

static const unsigned char Words_es_Responsibilities_json[] = {
#embed "../../Words/es/Responsibilities.json"
};

static const unsigned char Words_es_Retention_json[] = {
#embed "../../Words/es/Retention.json"
};

static const unsigned char Words_es_Reuse_json[] = {
#embed "../../Words/es/Reuse.json"
};

static const unsigned char Words_es_Risks_json[] = {
#embed "../../Words/es/Risks.json"
};

static const unsigned char Words_es_Seals_json[] = {
#embed "../../Words/es/Seals.json"
};

static const unsigned char Words_es_Settings_json[] = {
#embed "../../Words/es/Settings.json"
};

static const unsigned char Words_es_SettingsPages_json[] = {
#embed "../../Words/es/SettingsPages.json"
};

static const unsigned char Words_es_Signals_json[] = {
#embed "../../Words/es/Signals.json"
};

static const unsigned char Words_es_Solutions_json[] = {
#embed "../../Words/es/Solutions.json"
};

static const unsigned char Words_es_Stakeholders_json[] = {
#embed "../../Words/es/Stakeholders.json"
};

static const unsigned char Words_es_Submissions_json[] = {
#embed "../../Words/es/Submissions.json"
};

static const unsigned char Words_es_Supports_json[] = {
#embed "../../Words/es/Supports.json"
};

static const unsigned char Words_es_Terminal_json[] = {
#embed "../../Words/es/Terminal.json"
};

static const unsigned char Words_fi_Attachments_json[] = {
#embed "../../Words/fi/Attachments.json"
};

static const unsigned char Words_fi_Canvas_json[] = {
#embed "../../Words/fi/Canvas.json"
};

static const unsigned char Words_fi_Challenges_json[] = {
#embed "../../Words/fi/Challenges.json"
};

static const unsigned char Words_fi_Clocks_json[] = {
#embed "../../Words/fi/Clocks.json"
};

static const unsigned char Words_fi_ClocksPages_json[] = {
#embed "../../Words/fi/ClocksPages.json"
};

static const unsigned char Words_fi_CoOwners_json[] = {
#embed "../../Words/fi/CoOwners.json"
};

static const unsigned char Words_fi_Credentials_json[] = {
#embed "../../Words/fi/Credentials.json"
};

static const unsigned char Words_fi_Decisions_json[] = {
#embed "../../Words/fi/Decisions.json"
};

static const unsigned char Words_fi_DesignTeams_json[] = {
#embed "../../Words/fi/DesignTeams.json"
};

static const unsigned char Words_fi_Experiments_json[] = {
#embed "../../Words/fi/Experiments.json"
};

static const unsigned char Words_fi_Frictions_json[] = {
#embed "../../Words/fi/Frictions.json"
};

static const unsigned char Words_fi_Furniture_json[] = {
#embed "../../Words/fi/Furniture.json"
};

static const unsigned char Words_fi_Hearings_json[] = {
#embed "../../Words/fi/Hearings.json"
};

static const unsigned char Words_fi_House_json[] = {
#embed "../../Words/fi/House.json"
};

static const unsigned char Words_fi_Imports_json[] = {
#embed "../../Words/fi/Imports.json"
};

static const unsigned char Words_fi_InitiativesPages_json[] = {
#embed "../../Words/fi/InitiativesPages.json"
};

static const unsigned char Words_fi_Insights_json[] = {
#embed "../../Words/fi/Insights.json"
};

static const unsigned char Words_fi_Intake_json[] = {
#embed "../../Words/fi/Intake.json"
};

static const unsigned char Words_fi_Journeys_json[] = {
#embed "../../Words/fi/Journeys.json"
};

static const unsigned char Words_fi_Juries_json[] = {
#embed "../../Words/fi/Juries.json"
};

static const unsigned char Words_fi_Lessons_json[] = {
#embed "../../Words/fi/Lessons.json"
};

static const unsigned char Words_fi_ListsPages_json[] = {
#embed "../../Words/fi/ListsPages.json"
};

static const unsigned char Words_fi_Mandates_json[] = {
#embed "../../Words/fi/Mandates.json"
};

static const unsigned char Words_fi_Moderation_json[] = {
#embed "../../Words/fi/Moderation.json"
};

static const unsigned char Words_fi_Organisations_json[] = {
#embed "../../Words/fi/Organisations.json"
};

static const unsigned char Words_fi_Pages_json[] = {
#embed "../../Words/fi/Pages.json"
};

static const unsigned char Words_fi_People_json[] = {
#embed "../../Words/fi/People.json"
};

static const unsigned char Words_fi_Pilots_json[] = {
#embed "../../Words/fi/Pilots.json"
};

static const unsigned char Words_fi_Places_json[] = {
#embed "../../Words/fi/Places.json"
};

static const unsigned char Words_fi_ProblemParts_json[] = {
#embed "../../Words/fi/ProblemParts.json"
};

static const unsigned char Words_fi_Problems_json[] = {
#embed "../../Words/fi/Problems.json"
};

static const unsigned char Words_fi_ProblemsFit_json[] = {
#embed "../../Words/fi/ProblemsFit.json"
};

static const unsigned char Words_fi_ProblemsPages_json[] = {
#embed "../../Words/fi/ProblemsPages.json"
};

static const unsigned char Words_fi_ProblemsWay_json[] = {
#embed "../../Words/fi/ProblemsWay.json"
};

static const unsigned char Words_fi_Requirements_json[] = {
#embed "../../Words/fi/Requirements.json"
};

static const unsigned char Words_fi_Resources_json[] = {
#embed "../../Words/fi/Resources.json"
};

static const unsigned char Words_fi_Responsibilities_json[] = {
#embed "../../Words/fi/Responsibilities.json"
};

static const unsigned char Words_fi_Retention_json[] = {
#embed "../../Words/fi/Retention.json"
};

static const unsigned char Words_fi_Reuse_json[] = {
#embed "../../Words/fi/Reuse.json"
};

static const unsigned char Words_fi_Risks_json[] = {
#embed "../../Words/fi/Risks.json"
};

static const unsigned char Words_fi_Seals_json[] = {
#embed "../../Words/fi/Seals.json"
};

static const unsigned char Words_fi_Settings_json[] = {
#embed "../../Words/fi/Settings.json"
};

static const unsigned char Words_fi_SettingsPages_json[] = {
#embed "../../Words/fi/SettingsPages.json"
};

static const unsigned char Words_fi_Signals_json[] = {
#embed "../../Words/fi/Signals.json"
};

static const unsigned char Words_fi_Solutions_json[] = {
#embed "../../Words/fi/Solutions.json"
};

static const unsigned char Words_fi_Stakeholders_json[] = {
#embed "../../Words/fi/Stakeholders.json"
};

static const unsigned char Words_fi_Submissions_json[] = {
#embed "../../Words/fi/Submissions.json"
};

static const unsigned char Words_fi_Supports_json[] = {
#embed "../../Words/fi/Supports.json"
};

static const unsigned char Words_fi_Terminal_json[] = {
#embed "../../Words/fi/Terminal.json"
};

static const unsigned char Words_sv_Attachments_json[] = {
#embed "../../Words/sv/Attachments.json"
};

static const unsigned char Words_sv_Canvas_json[] = {
#embed "../../Words/sv/Canvas.json"
};

static const unsigned char Words_sv_Challenges_json[] = {
#embed "../../Words/sv/Challenges.json"
};

static const unsigned char Words_sv_Clocks_json[] = {
#embed "../../Words/sv/Clocks.json"
};

static const unsigned char Words_sv_ClocksPages_json[] = {
#embed "../../Words/sv/ClocksPages.json"
};

static const unsigned char Words_sv_CoOwners_json[] = {
#embed "../../Words/sv/CoOwners.json"
};

static const unsigned char Words_sv_Credentials_json[] = {
#embed "../../Words/sv/Credentials.json"
};

static const unsigned char Words_sv_Decisions_json[] = {
#embed "../../Words/sv/Decisions.json"
};

static const unsigned char Words_sv_DesignTeams_json[] = {
#embed "../../Words/sv/DesignTeams.json"
};

static const unsigned char Words_sv_Experiments_json[] = {
#embed "../../Words/sv/Experiments.json"
};

static const unsigned char Words_sv_Frictions_json[] = {
#embed "../../Words/sv/Frictions.json"
};

static const unsigned char Words_sv_Furniture_json[] = {
#embed "../../Words/sv/Furniture.json"
};

static const unsigned char Words_sv_Hearings_json[] = {
#embed "../../Words/sv/Hearings.json"
};

static const unsigned char Words_sv_House_json[] = {
#embed "../../Words/sv/House.json"
};

static const unsigned char Words_sv_Imports_json[] = {
#embed "../../Words/sv/Imports.json"
};

static const unsigned char Words_sv_InitiativesPages_json[] = {
#embed "../../Words/sv/InitiativesPages.json"
};

static const unsigned char Words_sv_Insights_json[] = {
#embed "../../Words/sv/Insights.json"
};

static const unsigned char Words_sv_Intake_json[] = {
#embed "../../Words/sv/Intake.json"
};

static const unsigned char Words_sv_Journeys_json[] = {
#embed "../../Words/sv/Journeys.json"
};

static const unsigned char Words_sv_Juries_json[] = {
#embed "../../Words/sv/Juries.json"
};

static const unsigned char Words_sv_Lessons_json[] = {
#embed "../../Words/sv/Lessons.json"
};

static const unsigned char Words_sv_ListsPages_json[] = {
#embed "../../Words/sv/ListsPages.json"
};

static const unsigned char Words_sv_Mandates_json[] = {
#embed "../../Words/sv/Mandates.json"
};

static const unsigned char Words_sv_Moderation_json[] = {
#embed "../../Words/sv/Moderation.json"
};

static const unsigned char Words_sv_Organisations_json[] = {
#embed "../../Words/sv/Organisations.json"
};

static const unsigned char Words_sv_Pages_json[] = {
#embed "../../Words/sv/Pages.json"
};

static const unsigned char Words_sv_People_json[] = {
#embed "../../Words/sv/People.json"
};

static const unsigned char Words_sv_Pilots_json[] = {
#embed "../../Words/sv/Pilots.json"
};

static const unsigned char Words_sv_Places_json[] = {
#embed "../../Words/sv/Places.json"
};

static const unsigned char Words_sv_ProblemParts_json[] = {
#embed "../../Words/sv/ProblemParts.json"
};

static const unsigned char Words_sv_Problems_json[] = {
#embed "../../Words/sv/Problems.json"
};

static const unsigned char Words_sv_ProblemsFit_json[] = {
#embed "../../Words/sv/ProblemsFit.json"
};

static const unsigned char Words_sv_ProblemsPages_json[] = {
#embed "../../Words/sv/ProblemsPages.json"
};

static const unsigned char Words_sv_ProblemsWay_json[] = {
#embed "../../Words/sv/ProblemsWay.json"
};

static const unsigned char Words_sv_Requirements_json[] = {
#embed "../../Words/sv/Requirements.json"
};

static const unsigned char Words_sv_Resources_json[] = {
#embed "../../Words/sv/Resources.json"
};

static const unsigned char Words_sv_Responsibilities_json[] = {
#embed "../../Words/sv/Responsibilities.json"
};

static const unsigned char Words_sv_Retention_json[] = {
#embed "../../Words/sv/Retention.json"
};

static const unsigned char Words_sv_Reuse_json[] = {
#embed "../../Words/sv/Reuse.json"
};

static const unsigned char Words_sv_Risks_json[] = {
#embed "../../Words/sv/Risks.json"
};

static const unsigned char Words_sv_Seals_json[] = {
#embed "../../Words/sv/Seals.json"
};

static const unsigned char Words_sv_Settings_json[] = {
#embed "../../Words/sv/Settings.json"
};

static const unsigned char Words_sv_SettingsPages_json[] = {
#embed "../../Words/sv/SettingsPages.json"
};

static const unsigned char Words_sv_Signals_json[] = {
#embed "../../Words/sv/Signals.json"
};

static const unsigned char Words_sv_Solutions_json[] = {
#embed "../../Words/sv/Solutions.json"
};

static const unsigned char Words_sv_Stakeholders_json[] = {
#embed "../../Words/sv/Stakeholders.json"
};

static const unsigned char Words_sv_Submissions_json[] = {
#embed "../../Words/sv/Submissions.json"
};

static const unsigned char Words_sv_Supports_json[] = {
#embed "../../Words/sv/Supports.json"
};

static const unsigned char Words_sv_Terminal_json[] = {
#embed "../../Words/sv/Terminal.json"
};

static const embedded_file table[] = {
    {"Assets/crest.svg", Assets_crest_svg, sizeof Assets_crest_svg},
    {"Assets/demo/challenges.json", Assets_demo_challenges_json, sizeof Assets_demo_challenges_json},
    {"Assets/favicon.svg", Assets_favicon_svg, sizeof Assets_favicon_svg},
    {"Assets/similar.js", Assets_similar_js, sizeof Assets_similar_js},
    {"Assets/talkoot.css", Assets_talkoot_css, sizeof Assets_talkoot_css},
    {"Assets/talkoot.js", Assets_talkoot_js, sizeof Assets_talkoot_js},
    {"Words/en/Attachments.json", Words_en_Attachments_json, sizeof Words_en_Attachments_json},
    {"Words/en/Canvas.json", Words_en_Canvas_json, sizeof Words_en_Canvas_json},
    {"Words/en/Challenges.json", Words_en_Challenges_json, sizeof Words_en_Challenges_json},
    {"Words/en/Clocks.json", Words_en_Clocks_json, sizeof Words_en_Clocks_json},
    {"Words/en/ClocksPages.json", Words_en_ClocksPages_json, sizeof Words_en_ClocksPages_json},
    {"Words/en/CoOwners.json", Words_en_CoOwners_json, sizeof Words_en_CoOwners_json},
    {"Words/en/Credentials.json", Words_en_Credentials_json, sizeof Words_en_Credentials_json},
    {"Words/en/Decisions.json", Words_en_Decisions_json, sizeof Words_en_Decisions_json},
    {"Words/en/DesignTeams.json", Words_en_DesignTeams_json, sizeof Words_en_DesignTeams_json},
    {"Words/en/Experiments.json", Words_en_Experiments_json, sizeof Words_en_Experiments_json},
    {"Words/en/Frictions.json", Words_en_Frictions_json, sizeof Words_en_Frictions_json},
    {"Words/en/Furniture.json", Words_en_Furniture_json, sizeof Words_en_Furniture_json},
    {"Words/en/Hearings.json", Words_en_Hearings_json, sizeof Words_en_Hearings_json},
    {"Words/en/House.json", Words_en_House_json, sizeof Words_en_House_json},
    {"Words/en/Imports.json", Words_en_Imports_json, sizeof Words_en_Imports_json},
    {"Words/en/InitiativesPages.json", Words_en_InitiativesPages_json, sizeof Words_en_InitiativesPages_json},
    {"Words/en/Insights.json", Words_en_Insights_json, sizeof Words_en_Insights_json},
    {"Words/en/Intake.json", Words_en_Intake_json, sizeof Words_en_Intake_json},
    {"Words/en/Journeys.json", Words_en_Journeys_json, sizeof Words_en_Journeys_json},
    {"Words/en/Juries.json", Words_en_Juries_json, sizeof Words_en_Juries_json},
    {"Words/en/Lessons.json", Words_en_Lessons_json, sizeof Words_en_Lessons_json},
    {"Words/en/ListsPages.json", Words_en_ListsPages_json, sizeof Words_en_ListsPages_json},
    {"Words/en/Mandates.json", Words_en_Mandates_json, sizeof Words_en_Mandates_json},
    {"Words/en/Moderation.json", Words_en_Moderation_json, sizeof Words_en_Moderation_json},
    {"Words/en/Organisations.json", Words_en_Organisations_json, sizeof Words_en_Organisations_json},
    {"Words/en/Pages.json", Words_en_Pages_json, sizeof Words_en_Pages_json},
    {"Words/en/People.json", Words_en_People_json, sizeof Words_en_People_json},
    {"Words/en/Pilots.json", Words_en_Pilots_json, sizeof Words_en_Pilots_json},
    {"Words/en/Places.json", Words_en_Places_json, sizeof Words_en_Places_json},
    {"Words/en/ProblemParts.json", Words_en_ProblemParts_json, sizeof Words_en_ProblemParts_json},
    {"Words/en/Problems.json", Words_en_Problems_json, sizeof Words_en_Problems_json},
    {"Words/en/ProblemsFit.json", Words_en_ProblemsFit_json, sizeof Words_en_ProblemsFit_json},
    {"Words/en/ProblemsPages.json", Words_en_ProblemsPages_json, sizeof Words_en_ProblemsPages_json},
    {"Words/en/ProblemsWay.json", Words_en_ProblemsWay_json, sizeof Words_en_ProblemsWay_json},
    {"Words/en/Requirements.json", Words_en_Requirements_json, sizeof Words_en_Requirements_json},
    {"Words/en/Resources.json", Words_en_Resources_json, sizeof Words_en_Resources_json},
    {"Words/en/Responsibilities.json", Words_en_Responsibilities_json, sizeof Words_en_Responsibilities_json},
    {"Words/en/Retention.json", Words_en_Retention_json, sizeof Words_en_Retention_json},
    {"Words/en/Reuse.json", Words_en_Reuse_json, sizeof Words_en_Reuse_json},
    {"Words/en/Risks.json", Words_en_Risks_json, sizeof Words_en_Risks_json},
    {"Words/en/Seals.json", Words_en_Seals_json, sizeof Words_en_Seals_json},
    {"Words/en/Settings.json", Words_en_Settings_json, sizeof Words_en_Settings_json},
    {"Words/en/SettingsPages.json", Words_en_SettingsPages_json, sizeof Words_en_SettingsPages_json},
    {"Words/en/Signals.json", Words_en_Signals_json, sizeof Words_en_Signals_json},
    {"Words/en/Solutions.json", Words_en_Solutions_json, sizeof Words_en_Solutions_json},
    {"Words/en/Stakeholders.json", Words_en_Stakeholders_json, sizeof Words_en_Stakeholders_json},
    {"Words/en/Submissions.json", Words_en_Submissions_json, sizeof Words_en_Submissions_json},
    {"Words/en/Supports.json", Words_en_Supports_json, sizeof Words_en_Supports_json},
    {"Words/en/Terminal.json", Words_en_Terminal_json, sizeof Words_en_Terminal_json},
    {"Words/es/Attachments.json", Words_es_Attachments_json, sizeof Words_es_Attachments_json},
    {"Words/es/Canvas.json", Words_es_Canvas_json, sizeof Words_es_Canvas_json},
    {"Words/es/Challenges.json", Words_es_Challenges_json, sizeof Words_es_Challenges_json},
    {"Words/es/Clocks.json", Words_es_Clocks_json, sizeof Words_es_Clocks_json},
    {"Words/es/ClocksPages.json", Words_es_ClocksPages_json, sizeof Words_es_ClocksPages_json},
    {"Words/es/CoOwners.json", Words_es_CoOwners_json, sizeof Words_es_CoOwners_json},
    {"Words/es/Credentials.json", Words_es_Credentials_json, sizeof Words_es_Credentials_json},
    {"Words/es/Decisions.json", Words_es_Decisions_json, sizeof Words_es_Decisions_json},
    {"Words/es/DesignTeams.json", Words_es_DesignTeams_json, sizeof Words_es_DesignTeams_json},
    {"Words/es/Experiments.json", Words_es_Experiments_json, sizeof Words_es_Experiments_json},
    {"Words/es/Frictions.json", Words_es_Frictions_json, sizeof Words_es_Frictions_json},
    {"Words/es/Furniture.json", Words_es_Furniture_json, sizeof Words_es_Furniture_json},
    {"Words/es/Hearings.json", Words_es_Hearings_json, sizeof Words_es_Hearings_json},
    {"Words/es/House.json", Words_es_House_json, sizeof Words_es_House_json},
    {"Words/es/Imports.json", Words_es_Imports_json, sizeof Words_es_Imports_json},
    {"Words/es/InitiativesPages.json", Words_es_InitiativesPages_json, sizeof Words_es_InitiativesPages_json},
    {"Words/es/Insights.json", Words_es_Insights_json, sizeof Words_es_Insights_json},
    {"Words/es/Intake.json", Words_es_Intake_json, sizeof Words_es_Intake_json},
    {"Words/es/Journeys.json", Words_es_Journeys_json, sizeof Words_es_Journeys_json},
    {"Words/es/Juries.json", Words_es_Juries_json, sizeof Words_es_Juries_json},
    {"Words/es/Lessons.json", Words_es_Lessons_json, sizeof Words_es_Lessons_json},
    {"Words/es/ListsPages.json", Words_es_ListsPages_json, sizeof Words_es_ListsPages_json},
    {"Words/es/Mandates.json", Words_es_Mandates_json, sizeof Words_es_Mandates_json},
    {"Words/es/Moderation.json", Words_es_Moderation_json, sizeof Words_es_Moderation_json},
    {"Words/es/Organisations.json", Words_es_Organisations_json, sizeof Words_es_Organisations_json},
    {"Words/es/Pages.json", Words_es_Pages_json, sizeof Words_es_Pages_json},
    {"Words/es/People.json", Words_es_People_json, sizeof Words_es_People_json},
    {"Words/es/Pilots.json", Words_es_Pilots_json, sizeof Words_es_Pilots_json},
    {"Words/es/Places.json", Words_es_Places_json, sizeof Words_es_Places_json},
    {"Words/es/ProblemParts.json", Words_es_ProblemParts_json, sizeof Words_es_ProblemParts_json},
    {"Words/es/Problems.json", Words_es_Problems_json, sizeof Words_es_Problems_json},
    {"Words/es/ProblemsFit.json", Words_es_ProblemsFit_json, sizeof Words_es_ProblemsFit_json},
    {"Words/es/ProblemsPages.json", Words_es_ProblemsPages_json, sizeof Words_es_ProblemsPages_json},
    {"Words/es/ProblemsWay.json", Words_es_ProblemsWay_json, sizeof Words_es_ProblemsWay_json},
    {"Words/es/Requirements.json", Words_es_Requirements_json, sizeof Words_es_Requirements_json},
    {"Words/es/Resources.json", Words_es_Resources_json, sizeof Words_es_Resources_json},
    {"Words/es/Responsibilities.json", Words_es_Responsibilities_json, sizeof Words_es_Responsibilities_json},
    {"Words/es/Retention.json", Words_es_Retention_json, sizeof Words_es_Retention_json},
    {"Words/es/Reuse.json", Words_es_Reuse_json, sizeof Words_es_Reuse_json},
    {"Words/es/Risks.json", Words_es_Risks_json, sizeof Words_es_Risks_json},
    {"Words/es/Seals.json", Words_es_Seals_json, sizeof Words_es_Seals_json},
    {"Words/es/Settings.json", Words_es_Settings_json, sizeof Words_es_Settings_json},
    {"Words/es/SettingsPages.json", Words_es_SettingsPages_json, sizeof Words_es_SettingsPages_json},
    {"Words/es/Signals.json", Words_es_Signals_json, sizeof Words_es_Signals_json},
    {"Words/es/Solutions.json", Words_es_Solutions_json, sizeof Words_es_Solutions_json},
    {"Words/es/Stakeholders.json", Words_es_Stakeholders_json, sizeof Words_es_Stakeholders_json},
    {"Words/es/Submissions.json", Words_es_Submissions_json, sizeof Words_es_Submissions_json},
    {"Words/es/Supports.json", Words_es_Supports_json, sizeof Words_es_Supports_json},
    {"Words/es/Terminal.json", Words_es_Terminal_json, sizeof Words_es_Terminal_json},
    {"Words/fi/Attachments.json", Words_fi_Attachments_json, sizeof Words_fi_Attachments_json},
    {"Words/fi/Canvas.json", Words_fi_Canvas_json, sizeof Words_fi_Canvas_json},
    {"Words/fi/Challenges.json", Words_fi_Challenges_json, sizeof Words_fi_Challenges_json},
    {"Words/fi/Clocks.json", Words_fi_Clocks_json, sizeof Words_fi_Clocks_json},
    {"Words/fi/ClocksPages.json", Words_fi_ClocksPages_json, sizeof Words_fi_ClocksPages_json},
    {"Words/fi/CoOwners.json", Words_fi_CoOwners_json, sizeof Words_fi_CoOwners_json},
    {"Words/fi/Credentials.json", Words_fi_Credentials_json, sizeof Words_fi_Credentials_json},
    {"Words/fi/Decisions.json", Words_fi_Decisions_json, sizeof Words_fi_Decisions_json},
    {"Words/fi/DesignTeams.json", Words_fi_DesignTeams_json, sizeof Words_fi_DesignTeams_json},
    {"Words/fi/Experiments.json", Words_fi_Experiments_json, sizeof Words_fi_Experiments_json},
    {"Words/fi/Frictions.json", Words_fi_Frictions_json, sizeof Words_fi_Frictions_json},
    {"Words/fi/Furniture.json", Words_fi_Furniture_json, sizeof Words_fi_Furniture_json},
    {"Words/fi/Hearings.json", Words_fi_Hearings_json, sizeof Words_fi_Hearings_json},
    {"Words/fi/House.json", Words_fi_House_json, sizeof Words_fi_House_json},
    {"Words/fi/Imports.json", Words_fi_Imports_json, sizeof Words_fi_Imports_json},
    {"Words/fi/InitiativesPages.json", Words_fi_InitiativesPages_json, sizeof Words_fi_InitiativesPages_json},
    {"Words/fi/Insights.json", Words_fi_Insights_json, sizeof Words_fi_Insights_json},
    {"Words/fi/Intake.json", Words_fi_Intake_json, sizeof Words_fi_Intake_json},
    {"Words/fi/Journeys.json", Words_fi_Journeys_json, sizeof Words_fi_Journeys_json},
    {"Words/fi/Juries.json", Words_fi_Juries_json, sizeof Words_fi_Juries_json},
    {"Words/fi/Lessons.json", Words_fi_Lessons_json, sizeof Words_fi_Lessons_json},
    {"Words/fi/ListsPages.json", Words_fi_ListsPages_json, sizeof Words_fi_ListsPages_json},
    {"Words/fi/Mandates.json", Words_fi_Mandates_json, sizeof Words_fi_Mandates_json},
    {"Words/fi/Moderation.json", Words_fi_Moderation_json, sizeof Words_fi_Moderation_json},
    {"Words/fi/Organisations.json", Words_fi_Organisations_json, sizeof Words_fi_Organisations_json},
    {"Words/fi/Pages.json", Words_fi_Pages_json, sizeof Words_fi_Pages_json},
    {"Words/fi/People.json", Words_fi_People_json, sizeof Words_fi_People_json},
    {"Words/fi/Pilots.json", Words_fi_Pilots_json, sizeof Words_fi_Pilots_json},
    {"Words/fi/Places.json", Words_fi_Places_json, sizeof Words_fi_Places_json},
    {"Words/fi/ProblemParts.json", Words_fi_ProblemParts_json, sizeof Words_fi_ProblemParts_json},
    {"Words/fi/Problems.json", Words_fi_Problems_json, sizeof Words_fi_Problems_json},
    {"Words/fi/ProblemsFit.json", Words_fi_ProblemsFit_json, sizeof Words_fi_ProblemsFit_json},
    {"Words/fi/ProblemsPages.json", Words_fi_ProblemsPages_json, sizeof Words_fi_ProblemsPages_json},
    {"Words/fi/ProblemsWay.json", Words_fi_ProblemsWay_json, sizeof Words_fi_ProblemsWay_json},
    {"Words/fi/Requirements.json", Words_fi_Requirements_json, sizeof Words_fi_Requirements_json},
    {"Words/fi/Resources.json", Words_fi_Resources_json, sizeof Words_fi_Resources_json},
    {"Words/fi/Responsibilities.json", Words_fi_Responsibilities_json, sizeof Words_fi_Responsibilities_json},
    {"Words/fi/Retention.json", Words_fi_Retention_json, sizeof Words_fi_Retention_json},
    {"Words/fi/Reuse.json", Words_fi_Reuse_json, sizeof Words_fi_Reuse_json},
    {"Words/fi/Risks.json", Words_fi_Risks_json, sizeof Words_fi_Risks_json},
    {"Words/fi/Seals.json", Words_fi_Seals_json, sizeof Words_fi_Seals_json},
    {"Words/fi/Settings.json", Words_fi_Settings_json, sizeof Words_fi_Settings_json},
    {"Words/fi/SettingsPages.json", Words_fi_SettingsPages_json, sizeof Words_fi_SettingsPages_json},
    {"Words/fi/Signals.json", Words_fi_Signals_json, sizeof Words_fi_Signals_json},
    {"Words/fi/Solutions.json", Words_fi_Solutions_json, sizeof Words_fi_Solutions_json},
    {"Words/fi/Stakeholders.json", Words_fi_Stakeholders_json, sizeof Words_fi_Stakeholders_json},
    {"Words/fi/Submissions.json", Words_fi_Submissions_json, sizeof Words_fi_Submissions_json},
    {"Words/fi/Supports.json", Words_fi_Supports_json, sizeof Words_fi_Supports_json},
    {"Words/fi/Terminal.json", Words_fi_Terminal_json, sizeof Words_fi_Terminal_json},
    {"Words/sv/Attachments.json", Words_sv_Attachments_json, sizeof Words_sv_Attachments_json},
    {"Words/sv/Canvas.json", Words_sv_Canvas_json, sizeof Words_sv_Canvas_json},
    {"Words/sv/Challenges.json", Words_sv_Challenges_json, sizeof Words_sv_Challenges_json},
    {"Words/sv/Clocks.json", Words_sv_Clocks_json, sizeof Words_sv_Clocks_json},
    {"Words/sv/ClocksPages.json", Words_sv_ClocksPages_json, sizeof Words_sv_ClocksPages_json},
    {"Words/sv/CoOwners.json", Words_sv_CoOwners_json, sizeof Words_sv_CoOwners_json},
    {"Words/sv/Credentials.json", Words_sv_Credentials_json, sizeof Words_sv_Credentials_json},
    {"Words/sv/Decisions.json", Words_sv_Decisions_json, sizeof Words_sv_Decisions_json},
    {"Words/sv/DesignTeams.json", Words_sv_DesignTeams_json, sizeof Words_sv_DesignTeams_json},
    {"Words/sv/Experiments.json", Words_sv_Experiments_json, sizeof Words_sv_Experiments_json},
    {"Words/sv/Frictions.json", Words_sv_Frictions_json, sizeof Words_sv_Frictions_json},
    {"Words/sv/Furniture.json", Words_sv_Furniture_json, sizeof Words_sv_Furniture_json},
    {"Words/sv/Hearings.json", Words_sv_Hearings_json, sizeof Words_sv_Hearings_json},
    {"Words/sv/House.json", Words_sv_House_json, sizeof Words_sv_House_json},
    {"Words/sv/Imports.json", Words_sv_Imports_json, sizeof Words_sv_Imports_json},
    {"Words/sv/InitiativesPages.json", Words_sv_InitiativesPages_json, sizeof Words_sv_InitiativesPages_json},
    {"Words/sv/Insights.json", Words_sv_Insights_json, sizeof Words_sv_Insights_json},
    {"Words/sv/Intake.json", Words_sv_Intake_json, sizeof Words_sv_Intake_json},
    {"Words/sv/Journeys.json", Words_sv_Journeys_json, sizeof Words_sv_Journeys_json},
    {"Words/sv/Juries.json", Words_sv_Juries_json, sizeof Words_sv_Juries_json},
    {"Words/sv/Lessons.json", Words_sv_Lessons_json, sizeof Words_sv_Lessons_json},
    {"Words/sv/ListsPages.json", Words_sv_ListsPages_json, sizeof Words_sv_ListsPages_json},
    {"Words/sv/Mandates.json", Words_sv_Mandates_json, sizeof Words_sv_Mandates_json},
    {"Words/sv/Moderation.json", Words_sv_Moderation_json, sizeof Words_sv_Moderation_json},
    {"Words/sv/Organisations.json", Words_sv_Organisations_json, sizeof Words_sv_Organisations_json},
    {"Words/sv/Pages.json", Words_sv_Pages_json, sizeof Words_sv_Pages_json},
    {"Words/sv/People.json", Words_sv_People_json, sizeof Words_sv_People_json},
    {"Words/sv/Pilots.json", Words_sv_Pilots_json, sizeof Words_sv_Pilots_json},
    {"Words/sv/Places.json", Words_sv_Places_json, sizeof Words_sv_Places_json},
    {"Words/sv/ProblemParts.json", Words_sv_ProblemParts_json, sizeof Words_sv_ProblemParts_json},
    {"Words/sv/Problems.json", Words_sv_Problems_json, sizeof Words_sv_Problems_json},
    {"Words/sv/ProblemsFit.json", Words_sv_ProblemsFit_json, sizeof Words_sv_ProblemsFit_json},
    {"Words/sv/ProblemsPages.json", Words_sv_ProblemsPages_json, sizeof Words_sv_ProblemsPages_json},
    {"Words/sv/ProblemsWay.json", Words_sv_ProblemsWay_json, sizeof Words_sv_ProblemsWay_json},
    {"Words/sv/Requirements.json", Words_sv_Requirements_json, sizeof Words_sv_Requirements_json},
    {"Words/sv/Resources.json", Words_sv_Resources_json, sizeof Words_sv_Resources_json},
    {"Words/sv/Responsibilities.json", Words_sv_Responsibilities_json, sizeof Words_sv_Responsibilities_json},
    {"Words/sv/Retention.json", Words_sv_Retention_json, sizeof Words_sv_Retention_json},
    {"Words/sv/Reuse.json", Words_sv_Reuse_json, sizeof Words_sv_Reuse_json},
    {"Words/sv/Risks.json", Words_sv_Risks_json, sizeof Words_sv_Risks_json},
    {"Words/sv/Seals.json", Words_sv_Seals_json, sizeof Words_sv_Seals_json},
    {"Words/sv/Settings.json", Words_sv_Settings_json, sizeof Words_sv_Settings_json},
    {"Words/sv/SettingsPages.json", Words_sv_SettingsPages_json, sizeof Words_sv_SettingsPages_json},
    {"Words/sv/Signals.json", Words_sv_Signals_json, sizeof Words_sv_Signals_json},
    {"Words/sv/Solutions.json", Words_sv_Solutions_json, sizeof Words_sv_Solutions_json},
    {"Words/sv/Stakeholders.json", Words_sv_Stakeholders_json, sizeof Words_sv_Stakeholders_json},
    {"Words/sv/Submissions.json", Words_sv_Submissions_json, sizeof Words_sv_Submissions_json},
    {"Words/sv/Supports.json", Words_sv_Supports_json, sizeof Words_sv_Supports_json},
    {"Words/sv/Terminal.json", Words_sv_Terminal_json, sizeof Words_sv_Terminal_json},
};

const embedded_file *embedded_files(ptrdiff_t *count) {
    *count = sizeof table / sizeof table[0];
    return table;
}
