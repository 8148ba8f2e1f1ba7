package dev.trunkline.operator.upload;

import dev.trunkline.contracts.E164Number;

/**
 * Cells that no spreadsheet takes for a formula (OWASP, CSV injection): an apostrophe stands before what could be one. Reading takes
 * it away again. A telephone number in E.164 form, a sign and digits, computes nothing and stays as it is.
 */
final class FormulaSafe {

    private static final String DANGEROUS = "=+-@\t\r\n";

    private FormulaSafe() {}

    static String write(String text) {
        return isDangerous(text, 0) && !E164Number.isWellFormed(text) ? "'" + text : text;
    }

    static String read(String text) {
        return text.startsWith("'") && isDangerous(text, 1) ? text.substring(1) : text;
    }

    private static boolean isDangerous(String text, int at) {
        return text.length() > at && DANGEROUS.indexOf(text.charAt(at)) >= 0;
    }
}
