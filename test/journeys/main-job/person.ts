/** Somebody at a desk: a browser of their own, and the account that they make through a link. */
import { generateSync } from 'otplib';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { words as accountWords } from '../../../src/features/accounts/messages.ts';
import type { Language } from '../../../src/platform/i18n.ts';
import type { MovingClock } from '../../support/belfry.ts';
import { type Visit, visit } from '../../support/browser.ts';

export interface World {
  url: string;
  clock: MovingClock;
  language: Language;
  scripts: boolean;
}

export class Person {
  #secret = '';

  private constructor(
    readonly world: World,
    readonly login: string,
    private readonly visit: Visit,
  ) {}

  static async at(world: World, login: string): Promise<Person> {
    const { scripts, language } = world;
    const opened = await visit({ scripts, language: language === 'en' ? 'en-GB' : 'zh-CN' });
    opened.page.setDefaultTimeout(20_000);
    return new Person(world, login, opened);
  }

  get page(): Page {
    return this.visit.page;
  }

  get password(): string {
    return `${this.login} walks over seven bridges`;
  }

  go(path: string): Promise<unknown> {
    return this.page.goto(path.startsWith('http') ? path : this.world.url + path);
  }

  /** Presses the button of that name, and waits for the page that answers. */
  async press(name: string): Promise<void> {
    await this.#answered(() => this.page.getByRole('button', { name, exact: true }).click());
  }

  async follow(name: string | RegExp): Promise<void> {
    await this.#answered(() =>
      this.page
        .getByRole('main')
        .getByRole('link', { name, exact: typeof name === 'string' })
        .first()
        .click(),
    );
  }

  async #answered(act: () => Promise<void>): Promise<void> {
    await Promise.all([this.page.waitForEvent('domcontentloaded'), act()]);
  }

  fill(field: string, value: string): Promise<void> {
    return this.page.locator(`[name="${field}"]`).fill(value);
  }

  choose(field: string, option: string | { value: string } | { label: string }): Promise<unknown> {
    return this.page.locator(`select[name="${field}"]`).selectOption(option);
  }

  heading(): Promise<string> {
    return this.page.locator('h1').innerText();
  }

  main(): Promise<string> {
    return this.page.locator('main').innerText();
  }

  /** Opens a one-time link and makes the account: fields, password, the key that the page shows for the authenticator. */
  async setUp(link: string, fields: Record<string, string> = {}): Promise<void> {
    const t = accountWords(this.world.language);
    await this.go(link);
    for (const [name, value] of Object.entries({ ...fields, login: this.login, password: this.password })) {
      await this.fill(name, value);
    }
    this.#secret = (await this.page.locator('details .copy code').textContent())?.replaceAll(' ', '') ?? '';
    expect(this.#secret).toMatch(/^[A-Z2-7]{32}$/);
    await this.fill('code', this.#code());
    await this.press(t('finish'));
    expect(await this.heading()).toBe(t('codesTitle'));
    expect(await this.page.locator('.codes code').count()).toBeGreaterThan(7);
    await this.follow(t('codesDone'));
    expect(new URL(this.page.url()).pathname).toBe('/desk');
  }

  async signOut(): Promise<void> {
    await this.#answered(() => this.page.locator('form[action="/sign-out"] button').click());
    await this.go('/desk');
    expect(new URL(this.page.url()).pathname, 'signed out').toBe('/sign-in');
  }

  /** With password and a code; a code is good once, so the next one has to be waited for: the clock moves. */
  async signIn(): Promise<void> {
    const t = accountWords(this.world.language);
    this.world.clock.forward(30);
    await this.go('/sign-in');
    await this.fill('login', this.login);
    await this.fill('password', this.password);
    await this.press(t('continue'));
    await this.fill('code', this.#code());
    await this.press(t('signIn'));
    expect(new URL(this.page.url()).pathname).toBe('/desk');
  }

  #code(): string {
    return generateSync({ secret: this.#secret, epoch: Math.floor(this.world.clock.now().getTime() / 1000) });
  }

  /** No page that this person saw may have complained. */
  expectContent(): void {
    expect(this.visit.complaints, `console of ${this.login}`).toEqual([]);
  }
}
