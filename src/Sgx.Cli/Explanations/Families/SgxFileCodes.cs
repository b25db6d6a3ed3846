using System.Collections.Immutable;

namespace Sgx.Cli.Explanations.Families;

/// <summary>What the SDK returns about protected files.</summary>
/// <remarks>sgx_status_t of sgx_error.h.</remarks>
internal static class SgxFileCodes
{
    public static readonly ImmutableArray<Explanation> All =
    [
        new(0x7001, "SGX_ERROR_FILE_BAD_STATUS",
            "The protected file has seen an error and refuses further work.",
            "Clear the error by sgx_clearerr; if it returns, restore the file."),
        new(0x7002, "SGX_ERROR_FILE_NO_KEY_ID",
            "The file has no key id, so its key cannot be derived.",
            "Open it with the key that it was written with."),
        new(0x7003, "SGX_ERROR_FILE_NAME_MISMATCH",
            "The protected file was renamed, or put in another's place: its name is part of what is protected.",
            "Give it its old name, or rename by the protected file API."),
        new(0x7004, "SGX_ERROR_FILE_NOT_SGX_FILE",
            "This is no protected file.",
            "Look at the path."),
        new(0x7005, "SGX_ERROR_FILE_CANT_OPEN_RECOVERY_FILE",
            "The file beside it, for recovery, cannot be opened.",
            "Look at the rights of the folder."),
        new(0x7006, "SGX_ERROR_FILE_CANT_WRITE_RECOVERY_FILE",
            "The recovery file cannot be written.",
            "Look at the free space."),
        new(0x7007, "SGX_ERROR_FILE_RECOVERY_NEEDED",
            "The last write was cut off, and the recovery did not succeed.",
            "Restore both files from a copy."),
        new(0x7008, "SGX_ERROR_FILE_FLUSH_FAILED",
            "The data did not reach the disk.",
            "Look at the disk's space and state."),
        new(0x7009, "SGX_ERROR_FILE_CLOSE_FAILED",
            "The file could not be closed in order.",
            "Take the last changes for lost, and look at the disk."),
    ];
}
