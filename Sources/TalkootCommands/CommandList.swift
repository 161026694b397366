public import ArgumentParser

/// The commands of this module, for the program.
public enum CommandList {
    public static let all: [any ParsableCommand.Type] = [
        CityCommand.self, PersonCommand.self, ActCommand.self, RecordCommand.self, BackupCommand.self, RestoreCommand.self, UpgradeCommand.self, DoctorCommand.self, RetentionCommand.self, RecountCommand.self, MailCommand.self,
        TallyCommand.self, OpinionCommand.self, DrawCommand.self, AssignCommand.self, RankCommand.self, ScoresCommand.self, ShareCommand.self, PowerCommand.self, SimilarCommand.self, ImportCommand.self, PictureCommand.self,
    ]
}
