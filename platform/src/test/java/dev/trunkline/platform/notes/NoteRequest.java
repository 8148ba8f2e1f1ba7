package dev.trunkline.platform.notes;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.Usage;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

record NoteRequest(
        @NotBlank @Size(max = 20) String title,
        @Nullable E164Number number,
        @Nullable Usage usage,
        @Nullable @Valid Contact contact,
        @Nullable List<@Valid Line> lines,
        @Nullable Instant due) {

    record Contact(@NotBlank @Email String email) {}

    record Line(@NotBlank String text, int quantity) {}
}
