package dev.trunkline.number.inventory;

import dev.trunkline.contracts.AssignmentBlock;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant has noted on a number for itself.
 *
 * <p>A block with an end is over at that time by itself: nobody takes it away, it only counts no more.
 *
 * @param block null for none
 * @param blockedUntil for {@code until}, its exact end
 * @param tags in lower case, each once, in alphabetical order
 */
@Embeddable
public record TenantMarks(
        @Column(name = "assignment_block") @Nullable AssignmentBlock block,
        @Column(name = "blocked_until") @Nullable Instant blockedUntil,
        @Column(name = "tags") List<String> tags) {

    public static final int MAX_TAGS = 50;
    public static final int MAX_TAG_LENGTH = 50;

    static final TenantMarks NONE = new TenantMarks(null, null, List.of());

    public boolean isBlocked(Instant now) {
        return block == AssignmentBlock.FOREVER || (blockedUntil != null && blockedUntil.isAfter(now));
    }

    TenantMarks blockedForever() {
        return new TenantMarks(AssignmentBlock.FOREVER, null, tags);
    }

    TenantMarks blockedFor(int days, Instant from) {
        return new TenantMarks(AssignmentBlock.UNTIL, from.plus(Duration.ofDays(days)), tags);
    }

    TenantMarks unblocked() {
        return new TenantMarks(null, null, tags);
    }

    /** With these tags in place of all others; spelling in capitals makes no other tag. */
    TenantMarks tagged(List<String> words) {
        return new TenantMarks(
                block,
                blockedUntil,
                words.stream().map(TenantMarks::normalized).distinct().sorted().toList());
    }

    static String normalized(String tag) {
        return tag.strip().toLowerCase(Locale.ROOT);
    }
}
