package dev.trunkline.number;

import dev.trunkline.platform.testing.UpgradeCheck;

class UpgradeTest extends UpgradeCheck {

    UpgradeTest() {
        super("number");
    }
}
