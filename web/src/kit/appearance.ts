import { ref, watchEffect } from 'vue';

export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const [themePlace, largePlace] = ['realname.theme', 'realname.large-type'];
const dark = matchMedia('(prefers-color-scheme: dark)');
const stored = localStorage.getItem(themePlace);

/** What the person chose; `auto` follows the device. */
export const theme = ref<Theme>(themes.find((each) => each === stored) ?? 'auto');
/** Larger type and larger places to touch (elder mode). */
export const largeType = ref(localStorage.getItem(largePlace) === 'on');

const dress = (): void => {
  const { classList, dataset } = document.documentElement;
  const isDark = theme.value === 'dark' || (theme.value === 'auto' && dark.matches);
  classList.toggle('van-theme-dark', isDark);
  classList.toggle('dark', isDark);
  dataset.theme = isDark ? 'dark' : 'light';
  dataset.type = largeType.value ? 'large' : 'normal';
  localStorage.setItem(themePlace, theme.value);
  localStorage.setItem(largePlace, largeType.value ? 'on' : 'off');
};

/** Dresses the page, now and whenever a choice or the device's own changes. */
export const wearAppearance = (): void => {
  watchEffect(dress);
  dark.addEventListener('change', dress);
};
