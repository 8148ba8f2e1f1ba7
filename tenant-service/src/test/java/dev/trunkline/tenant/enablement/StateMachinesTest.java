package dev.trunkline.tenant.enablement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every pair of states of every machine, allowed or not. */
class StateMachinesTest {

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            ACTIVE,    SUSPENDED REMOVING
            SUSPENDED, ACTIVE REMOVING
            REMOVING,  ACTIVE SUSPENDED REMOVED
            REMOVED,   ACTIVE
            """)
    void anEnablementMovesOnlyAlongItsDiagram(EnablementState from, String allowed) {
        Set<String> next = Set.of(allowed.split(" "));

        for (EnablementState to : EnablementState.values()) {
            assertThat(from.mayBecome(to)).as(from + " to " + to).isEqualTo(next.contains(to.name()));
            if (from.mayBecome(to)) {
                assertThat(from.become(to)).isEqualTo(to);
            } else {
                assertThatThrownBy(() -> from.become(to)).isInstanceOf(IllegalStateException.class);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            ACTIVE,   REMOVING REMOVED
            REMOVING, ACTIVE REMOVED
            REMOVED,  ACTIVE
            """)
    void aCountryMovesOnlyAlongItsDiagram(CountryState from, String allowed) {
        Set<String> next = Set.of(allowed.split(" "));

        for (CountryState to : CountryState.values()) {
            assertThat(from.mayBecome(to)).as(from + " to " + to).isEqualTo(next.contains(to.name()));
            if (from.mayBecome(to)) {
                assertThat(from.become(to)).isEqualTo(to);
            } else {
                assertThatThrownBy(() -> from.become(to)).isInstanceOf(IllegalStateException.class);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            PENDING,  ACCEPTED REFUSED
            ACCEPTED, NONE
            REFUSED,  NONE
            """)
    void aRemovalIsDecidedOnce(RemovalState from, String allowed) {
        Set<String> next = Set.of(allowed.split(" "));

        for (RemovalState to : RemovalState.values()) {
            assertThat(from.mayBecome(to)).as(from + " to " + to).isEqualTo(next.contains(to.name()));
        }
    }

    static EnablementState[] enablementStates() {
        return EnablementState.values();
    }

    @ParameterizedTest
    @MethodSource("enablementStates")
    void anEnablementsStateIsReadAsItWasWritten(EnablementState state) {
        assertThat(EnablementState.fromString(state.wire())).isEqualTo(state);
    }
}
