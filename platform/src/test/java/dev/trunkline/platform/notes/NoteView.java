package dev.trunkline.platform.notes;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.Usage;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

record NoteView(
        @Schema(required = true) UUID noteId,
        @Schema(required = true) String title,
        @Nullable E164Number number,
        @Nullable Usage usage,
        @Schema(required = true) long revision) {}
