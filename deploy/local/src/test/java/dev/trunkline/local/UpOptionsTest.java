package dev.trunkline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.local.UpOptions.Action;
import org.junit.jupiter.api.Test;

class UpOptionsTest {
    @Test
    void startsWithoutDemoUnlessToldOtherwise() {
        assertThat(parse()).isEqualTo(new UpOptions(Action.START, false, false));
        assertThat(parse("--fresh", "--demo")).isEqualTo(new UpOptions(Action.START, true, true));
        assertThat(parse("--status").action()).isEqualTo(Action.STATUS);
        assertThat(parse("--stop").action()).isEqualTo(Action.STOP);
    }

    @Test
    void refusesWhatItDoesNotKnowOrWhatDoesNotGoTogether() {
        assertThatThrownBy(() -> parse("--demmo"))
                .isInstanceOf(StackException.class)
                .hasMessage("Unknown argument --demmo; --help lists the known ones.");
        assertThatThrownBy(() -> parse("--stop", "--fresh")).hasMessageContaining("only go with a start");
    }

    private static UpOptions parse(String... arguments) {
        return UpOptions.parse(arguments);
    }
}
