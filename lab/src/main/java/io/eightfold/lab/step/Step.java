// SPDX-License-Identifier: Apache-2.0
// One step of a lab.
package io.eightfold.lab.step;

/**
 * A named check.
 *
 * @param name       kebab-case; also the log's name
 * @param title      what it shows, for people
 * @param isRequired whether the steps after it make no sense without it
 */
public record Step(String name, String title, boolean isRequired, Check check) {

    public static Step of(String name, String title, Check check) {
        return new Step(name, title, false, check);
    }

    public static Step required(String name, String title, Check check) {
        return new Step(name, title, true, check);
    }
}
