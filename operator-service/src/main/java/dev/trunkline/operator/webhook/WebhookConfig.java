package dev.trunkline.operator.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Settings of webhooks. */
@ConfigMapping(prefix = "trunkline.webhooks")
interface WebhookConfig {

    /**
     * Whether private, loopback and other not public addresses may be sent to, and plain http. For a closed network only: with it an operator
     * can make this service talk to its neighbours.
     */
    @WithDefault("false")
    boolean privateTargets();

    /** A file with the certificates (PEM) of the authorities that are trusted instead of those that Java trusts: for a closed network. */
    Optional<String> trustedCertificates();

    /** How often it is looked for what is to be sent. */
    @WithDefault("500ms")
    Duration interval();

    /** How long one try may take. */
    @WithDefault("15s")
    Duration timeout();

    /** The wait after the first failure; it doubles with each further one. */
    @WithDefault("5s")
    Duration firstWait();

    /** The longest wait between two tries. */
    @WithDefault("2h")
    Duration longestWait();

    /** How long it is tried until the delivery is dead. */
    @WithDefault("24h")
    Duration giveUpAfter();

    /** How many are sent side by side by one process. */
    @WithDefault("20")
    int atOnce();

    /** How long deliveries that are over are listed. */
    @WithDefault("30d")
    Duration keptFor();

    /** How many webhooks an operator may have. */
    @WithDefault("20")
    int perOperator();
}
