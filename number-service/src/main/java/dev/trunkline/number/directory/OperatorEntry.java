package dev.trunkline.number.directory;

import java.util.UUID;

/** What this service knows of an operator. */
public record OperatorEntry(
        UUID operatorId, String name, String supportContact, int quarantineDays, boolean autoConfirmReleases) {}
