// SPDX-License-Identifier: Apache-2.0
/**
 * A running dataplane: {@link io.eightfold.dataplane.Dataplane} starts ports, the control thread and the workers in order and undoes it in
 * the opposite order. Depends on {@code wire} and {@code native}; configuration comes as records, never as text.
 */
package io.eightfold.dataplane;
