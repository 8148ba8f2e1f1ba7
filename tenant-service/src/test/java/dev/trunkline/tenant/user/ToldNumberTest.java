package dev.trunkline.tenant.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.contracts.ContractJson;
import dev.trunkline.contracts.event.NumberSnapshot;
import dev.trunkline.contracts.event.NumbersAcquired;
import dev.trunkline.tenant.user.UserNumberBulkStore.Told;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class ToldNumberTest {

    @Test
    void isABeginningOnlyWhereNothingElseWasToldOfTheNumber() throws IOException {
        NumberSnapshot number = number();
        Told begun = new Told(number.holdingId(), number, true);
        Told changed = new Told(number.holdingId(), number, false);

        assertThat(begun.newer(begun).begins()).isTrue();
        assertThat(begun.newer(changed).begins()).isFalse();
        assertThat(changed.newer(begun).begins()).isFalse();
    }

    private static NumberSnapshot number() throws IOException {
        try (InputStream example =
                NumbersAcquired.class.getResourceAsStream("/trunkline/examples/number.acquired.v1.json")) {
            return ContractJson.mapper()
                    .readValue(example, NumbersAcquired.class)
                    .items()
                    .get(0);
        }
    }
}
