package dev.trunkline.platform.deadletter;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;

/** Forgets dead letters that were replayed long ago, and those that hold what must not be kept. */
@ApplicationScoped
class DeadLetterPurgeJob {

    private final DeadLetterService deadLetters;

    DeadLetterPurgeJob(DeadLetterService deadLetters) {
        this.deadLetters = deadLetters;
    }

    @Scheduled(
            identity = "dead-letter-purge",
            every = "${trunkline.dead-letter.purge-every:10m}",
            delayed = "3m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void purge() {
        deadLetters.purge();
    }
}
