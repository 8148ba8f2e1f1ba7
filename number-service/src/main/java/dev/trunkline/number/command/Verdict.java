package dev.trunkline.number.command;

import dev.trunkline.number.inventory.NumberChange;

/** What becomes of one command. */
sealed interface Verdict {

    /** It is carried out. */
    record Done(NumberChange change) implements Verdict {}

    /** The number is as it shall be already. */
    record NothingToDo() implements Verdict {}

    /**
     * It is not carried out.
     *
     * @param detail a sentence for the operator
     */
    record Refused(String code, String detail) implements Verdict {}
}
