// SPDX-License-Identifier: Apache-2.0
/**
 * The shim's functions and structures as method handles and layouts, one class a structure, in the form that jextract 25
 * generates from {@code native/src/main/c/eightfold.h}. No code of ours beyond that: {@code io.eightfold.dpdk} wraps it.
 */
package io.eightfold.dpdk.binding;
