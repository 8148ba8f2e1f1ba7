package dev.trunkline.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreconditionsTest {

    @ParameterizedTest
    @ValueSource(strings = {"\"7\"", "*", "\"6\", \"7\""})
    void letsPassWhoSawThePresentRevision(String ifMatch) {
        assertThatCode(() -> EntityTags.requireMatch(ifMatch, 7)).doesNotThrowAnyException();
        assertThatCode(() -> EntityTags.requireMatchIfGiven(ifMatch, 7)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"6\"", "7", "W/\"7\"", ""})
    void refusesWhoSawAnother(String ifMatch) {
        assertThat(refusal(() -> EntityTags.requireMatch(ifMatch, 7)).type().status())
                .isEqualTo(412);
        assertThat(refusal(() -> EntityTags.requireMatchIfGiven(ifMatch, 7))
                        .type()
                        .status())
                .isEqualTo(412);
    }

    @Test
    void asksOnlyWhereItMustForARevision() {
        assertThat(refusal(() -> EntityTags.requireMatch(null, 7)).type().status())
                .isEqualTo(428);
        assertThatCode(() -> EntityTags.requireMatchIfGiven(null, 7)).doesNotThrowAnyException();
    }

    @Test
    void letsReadOnlyFieldsBeSentBackAsTheyWereReadOrLeftOut() {
        assertThatCode(() -> ReadOnlyFields.of()
                        .unchanged("/userId", "u1", "u1")
                        .unchanged("/lineUri", null, "tel:+4930")
                        .unchanged("/version", null, null)
                        .require())
                .doesNotThrowAnyException();
    }

    @Test
    void namesEveryReadOnlyFieldThatIsToBeChanged() {
        ProblemException refusal = refusal(() -> ReadOnlyFields.of()
                .unchanged("/userId", "u2", "u1")
                .unchanged("/status", "active", "active")
                .unchanged("/lineUri", "tel:+4930", null)
                .require());

        assertThat(refusal.type().status()).isEqualTo(422);
        assertThat(refusal.errors()).extracting(ProblemError::pointer).containsExactly("/userId", "/lineUri");
        assertThat(refusal.errors()).extracting(ProblemError::code).containsOnly("read-only");
    }

    private static ProblemException refusal(Runnable request) {
        return catchThrowableOfType(ProblemException.class, request::run);
    }
}
