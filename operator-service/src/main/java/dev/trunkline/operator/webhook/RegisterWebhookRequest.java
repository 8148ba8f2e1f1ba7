package dev.trunkline.operator.webhook;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where entries of the feed shall be sent from now on.
 *
 * @param types only entries of these types; absent or empty for all
 */
record RegisterWebhookRequest(
        @NotBlank @Size(max = 2_000) String url,
        @Nullable @Size(max = 50) List<@NotNull @Pattern(regexp = "[a-z.-]{1,100}") String> types,
        @Nullable @Size(max = 500) String description) {}
