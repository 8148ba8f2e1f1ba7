package dev.trunkline.platform.deadletter;

import dev.trunkline.platform.background.Transactions;
import dev.trunkline.platform.outbox.OutboxRelay;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Makes the service of dead letters. */
@ApplicationScoped
class DeadLetterLifecycle {

    private static final Duration TRANSACTION_WITHIN = Duration.ofSeconds(20);

    @Produces
    @Singleton
    DeadLetterService service(
            @DataSource("background") javax.sql.DataSource dataSource, Replayer replayer, OutboxRelay relay) {
        return new DeadLetterService(new Transactions(dataSource, TRANSACTION_WITHIN), replayer, relay::wake);
    }
}
