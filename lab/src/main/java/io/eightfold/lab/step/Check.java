// SPDX-License-Identifier: Apache-2.0
// What a step does.
package io.eightfold.lab.step;

/** Acts in a running lab and judges what it sees. */
@FunctionalInterface
public interface Check {

    /**
     * Thread: session.
     *
     * @throws io.eightfold.lab.process.LabException if it cannot be carried out, which is a failure as well
     */
    Judgement run(Scene scene);
}
