package dev.trunkline.operator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SignatureTest {

    /** The example of the Standard Webhooks libraries. */
    @Test
    void signsAsTheSpecificationDoes() {
        byte[] secret = Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        String signature = Signature.of(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}");

        assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assertThat(Signature.text(secret)).isEqualTo("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    }

    @Test
    void waitsTwiceAsLongEachTimeUpToABoundAndNeverAlike() {
        Waits waits = new Waits(Duration.ofSeconds(4), Duration.ofHours(1));

        assertThat(waits.after(1, 1)).isEqualTo(Duration.ofSeconds(4));
        assertThat(waits.after(1, 0)).isEqualTo(Duration.ofSeconds(2));
        assertThat(waits.after(3, 1)).isEqualTo(Duration.ofSeconds(16));
        assertThat(waits.after(500, 1)).isEqualTo(Duration.ofHours(1));
        assertThat(waits.after(500, 0)).isEqualTo(Duration.ofMinutes(30));
    }

    @ParameterizedTest
    @EnumSource
    void aDeliveryEndsAndIsSentAgain(DeliveryStatus from) {
        for (DeliveryStatus to : DeliveryStatus.values()) {
            boolean legal = (from == DeliveryStatus.PENDING) != (to == DeliveryStatus.PENDING);
            assertThat(from.canBecome(to)).as("%s to %s", from, to).isEqualTo(legal);
        }
    }
}
