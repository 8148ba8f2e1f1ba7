package dev.trunkline.operator.upload;

/**
 * What is asked of an upload beside its rows.
 *
 * @param dryRun everything is checked and nothing delivered
 * @param atomic all rows are delivered, or none
 */
record UploadFlags(boolean dryRun, boolean atomic) {

    /** Whether rejected rows keep the others from being delivered; a dry run tells of each row by itself. */
    boolean isAllOrNone() {
        return atomic && !dryRun;
    }
}
