package dev.trunkline.operator;

import dev.trunkline.platform.testing.UpgradeCheck;

class UpgradeTest extends UpgradeCheck {

    UpgradeTest() {
        super("operator");
    }
}
