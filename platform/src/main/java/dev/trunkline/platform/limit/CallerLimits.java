package dev.trunkline.platform.limit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What each caller has used of what it may. */
@ApplicationScoped
class CallerLimits {

    /** What a caller can have only so many of at a time. */
    enum Kind {
        UPLOAD,
        STREAM
    }

    private record Holder(Kind kind, String caller) {}

    private final LimitSettings settings;
    private final LoadingCache<String, Bucket> buckets;
    private final Map<Holder, Integer> held = new ConcurrentHashMap<>();

    CallerLimits(LimitSettings settings) {
        this.settings = settings;
        // A bucket that nobody has touched for as long as it takes to fill is as good as a new one.
        this.buckets = Caffeine.newBuilder()
                .maximumSize(settings.callers())
                .expireAfterAccess(window().plusSeconds(1))
                .build(caller -> bucket(settings));
    }

    private static Bucket bucket(LimitSettings settings) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(settings.burst())
                        .refillGreedy(settings.requestsPerSecond(), Duration.ofSeconds(1)))
                .build();
    }

    /** How long an empty bucket takes to fill. */
    Duration window() {
        return Duration.ofMillis(-Math.floorDiv(-1_000L * settings.burst(), settings.requestsPerSecond()));
    }

    /** Takes one request from what the caller has left. */
    ConsumptionProbe take(String caller) {
        return buckets.get(caller).tryConsumeAndReturnRemaining(1);
    }

    /**
     * Takes one of the caller's places.
     *
     * @return false when all of them are taken; otherwise it has to be given back
     */
    boolean open(Kind kind, String caller) {
        boolean[] opened = {false};
        held.compute(new Holder(kind, caller), (holder, count) -> {
            int present = count == null ? 0 : count;
            opened[0] = present < most(kind);
            return opened[0] ? Integer.valueOf(present + 1) : count;
        });
        return opened[0];
    }

    void close(Kind kind, String caller) {
        held.computeIfPresent(new Holder(kind, caller), (holder, count) -> count == 1 ? null : count - 1);
    }

    int most(Kind kind) {
        return switch (kind) {
            case UPLOAD -> settings.uploads();
            case STREAM -> settings.streams();
        };
    }
}
